import { afterEach, expect, it } from "vitest";
import { converse, printed } from "./converse";
import { temporaryModules } from "./temporary-modules";

let modules: ReturnType<typeof temporaryModules>;
afterEach(() => modules.remove());

it("takes an edited module when the import runs again, at once", async () => {
  modules = temporaryModules({ "one.ts": "export const one: number = 1;\n" });
  const cell = { run: `import { one } from "${modules.path("one")}";\nconsole.log(one)` };
  const [first, , second, , wrong, , third] = await converse([
    cell,
    { write: [modules.file("one.ts"), "export const one: string = 'uno';\n"] },
    cell,
    { write: [modules.file("one.ts"), "export const one: string = 11;\n"] },
    cell,
    { write: [modules.file("one.ts"), "export const one = [111];\n"] },
    { run: `${cell.run}\nconsole.log(one[0].toFixed())` },
  ]);
  expect(printed(first)).toBe("1\n");
  expect(printed(second)).toBe("uno\n");
  expect(wrong.reply.evalue).toContain("one.ts:1");
  expect(printed(third)).toBe("[ 111 ]\n111\n");
});

it("takes an edited module also through a chapter's index, and leaves others loaded", async () => {
  modules = temporaryModules({
    "chapter/index.ts": 'export * from "./inner";\nexport { stamp } from "../stamp";\n',
    "chapter/inner.ts": 'import { base } from "./base";\nexport const inner = (): number => base + 1;\n',
    "chapter/base.ts": "export const base = 1;\n",
    "stamp.ts": "export const stamp: number = process.hrtime()[1];\n",
  });
  const cell = { run: `import { inner, stamp } from "${modules.path("chapter")}";\nconsole.log(inner(), stamp)` };
  const [before, , after] = await converse([
    cell,
    { write: [modules.file("chapter/base.ts"), "export const base = 41;\n"] },
    cell,
  ]);
  const [[one, stamp], [two, sameStamp]] = [before, after].map((ran) => printed(ran).trim().split(" "));
  expect([one, two]).toEqual(["2", "42"]);
  expect(sameStamp).toBe(stamp);
});

it("finds a module made after an import that failed", async () => {
  modules = temporaryModules({ "old.ts": "export const old = 0;\n" });
  const cell = { run: `import { fresh } from "${modules.path("fresh")}";\nconsole.log(fresh)` };
  const [failed, , found] = await converse([
    cell,
    { write: [modules.file("fresh.ts"), "export const fresh = 1;\n"] },
    cell,
  ]);
  expect(failed.reply.ename).toBe("CompileError");
  expect(printed(found)).toBe("1\n");
});
