import { expect, it } from "vitest";
import { printed, run } from "./converse";

it("checks cells as strictly as tsconfig.json says", async () => {
  const [implicit, nullable, missing, fine] = await run(
    "function f(x) { return x; }",
    "const found = [1].find((n) => n > 1);\nfound.toFixed()",
    "class A { override f() {} }",
    "const known: number | undefined = [1].find((n) => n > 0);\nconsole.log(known?.toFixed(1))",
  );
  expect(implicit.reply.evalue).toContain("TS7006");
  expect(nullable.reply.evalue).toContain("TS18048");
  expect(missing.reply.evalue).toContain("TS4112");
  expect(printed(fine)).toBe("1.0\n");
});

it("knows types across cells, lets names be declared again, and awaits at top level", async () => {
  const [, , third, wrong] = await run(
    "const n = await Promise.resolve([1, 2]);",
    "const n = new Map([[1, 'one']]);",
    "console.log(n.get(1))",
    "n.push(3)",
  );
  expect(printed(third)).toBe("one\n");
  expect(wrong.reply.evalue).toContain("Property 'push' does not exist on type 'Map<number, string>'");
});
