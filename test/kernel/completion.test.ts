import { expect, it } from "vitest";
import { converse } from "./converse";

it("completes names, members and import paths", async () => {
  const member = "const 𝄞 = 1; [1, 2].flatM";
  const [, name, members, folders, files, packages, nothing] = await converse([
    { run: "const melodyCount = 3;" },
    { complete: "melodyC", at: 7 },
    { complete: member, at: [...member].length },
    { complete: 'import { tf } from "./li"', at: 24 },
    { complete: 'import { tf } from "./lib/pres"', at: 30 },
    { complete: 'import * as t from "tsl"', at: 23 },
    { complete: 'const text = "from here', at: 23 },
  ]);
  expect(name).toMatchObject({ status: "ok", matches: ["melodyCount"], cursor_start: 0, cursor_end: 7 });
  // Jupyter counts code points; the clef is one, and two UTF-16 units.
  expect(members).toMatchObject({ matches: ["flatMap"], cursor_start: 20, cursor_end: 25 });
  expect(folders).toMatchObject({ matches: ["lib/"], cursor_start: 22, cursor_end: 24 });
  expect(files).toMatchObject({ matches: ["preset"], cursor_start: 26, cursor_end: 30 });
  expect(packages).toMatchObject({ matches: ["tslab"] });
  expect(nothing.status).toBe("ok");
});

it("tells the type and the doc of a name", async () => {
  const [, , local, imported, unknown] = await converse([
    { run: 'import { tf } from "./lib/tensorflow";' },
    { run: "/** Doubles. */\nfunction twice(n: number) { return 2 * n; }" },
    { inspect: "twice(2)", at: 2 },
    { inspect: "tf.scalar(2)", at: 6 },
    { inspect: "   ", at: 1 },
  ]);
  expect(local.data["text/plain"]).toContain("function twice(n: number): number");
  expect(imported.data["text/plain"]).toContain("scalar");
  expect(imported.data["text/plain"]).toContain("Creates rank-0");
  expect(unknown).toMatchObject({ status: "ok", found: false });
});
