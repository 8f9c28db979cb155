import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, expect, it } from "vitest";
import { code, folder, names, prose, writeNotebook } from "./notebook";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "types-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

function check(files: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, "check-cells.cjs"), ...files], {
    encoding: "utf8",
  });
  return { status, faults: stdout.trim().split("\n").filter(Boolean), stderr };
}

it("names notebook, cell and line of an error, under strict", () => {
  const first = writeNotebook(path.join(scratch, "first.ipynb"), [
    code('import { choosePreset } from "./lib/preset";\nconst preset = choosePreset("quick");'),
    prose("text"),
    code("const units: number[] = [...preset.units];\nlet name: string = preset.songs;"),
    code("units.push('reported once the cell above is mended');"),
  ]);
  const second = writeNotebook(path.join(scratch, "second.ipynb"), [
    code("const again = 1;"),
    code("const again = await Promise.resolve([1]);\nagain.find(Boolean).toFixed();"),
  ]);
  expect(check([first, second])).toEqual({
    status: 1,
    stderr: "",
    faults: [
      "first.ipynb, cell [2], line 2: Type 'number | null' is not assignable to type 'string'.",
      "  Type 'null' is not assignable to type 'string'. (TS2322)",
      "second.ipynb, cell [2], line 2: Object is possibly 'undefined'. (TS2532)",
    ],
  });
});

it("finds nothing in the project's notebooks", () => {
  expect(check(names.map((name) => path.join(folder, name)))).toEqual({ status: 0, faults: [], stderr: "" });
}, 180_000);
