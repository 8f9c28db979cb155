import { execFileSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { outputFaults, styleFaults } from "./house-style";
import { firstState } from "../../setup/notebook-text.mjs";
import { code, folder, names, prose, readNotebook, type Cell, type Notebook } from "./notebook";

const book = (...cells: Partial<Cell>[]): Notebook => ({
  metadata: { kernelspec: { name: "tslab" } },
  cells: cells.map((cell) => ({ outputs: [], metadata: {}, execution_count: null, ...cell }) as Cell),
});
const ending = [prose("## Summary\nIt was so."), prose("## Exercises\n1. Do.")];

describe("the checks themselves", () => {
  it("accept a notebook as it should be", () => {
    const own = code("const a = f();\na.dispose();");
    expect(styleFaults(book(prose("# Title\ntext"), own, ...ending))).toEqual([]);
    expect(outputFaults(book(code("1", [{ output_type: "stream", name: "stdout", text: "1" }])))).toEqual([]);
  });

  it("find each fault", () => {
    const long = Array.from({ length: 16 }, (_, i) => `f(${i});`).join("\n");
    expect(
      styleFaults({
        ...book(
          prose("Title: see lib/preset.ts, `lib/nowhere.ts`"),
          code(long),
          code(" "),
          code("showTable(await rows());\nrun.dispose();"),
          prose("## Exercises"),
        ),
        metadata: {},
      }),
    ).toEqual([
      "is not for the kernel tslab",
      "does not start with a title",
      "does not end with the sections Summary and Exercises",
      "cell [1] has 16 lines, more than 15",
      "cell [2] is empty",
      "cell [3] does not await showTable",
      "cell [3] disposes of run, which another cell made",
      "names lib/nowhere.ts, which is not there",
    ]);
    const bad = book(
      code("a", [{ output_type: "error", ename: "E", evalue: "v" }]),
      code("b", [{ output_type: "stream", name: "stderr", text: ["no", "ise"] }]),
    );
    expect(outputFaults(bad)).toEqual([
      "cell [1] ends in E: v",
      "cell [2] was run as number 1",
      "cell [2] writes to stderr: noise",
    ]);
    expect(outputFaults(book(code("a")))).toEqual(["has no outputs"]);
  });
});

it("there are the start and the chapters of the article", () => {
  expect(names.map((name) => name.slice(0, 2))).toEqual(
    expect.arrayContaining(["00", "01", "02", "03", "04", "05", "06"]),
  );
});

describe.each(names)("%s", (name) => {
  const file = path.join(folder, name);
  const notebook = readNotebook(file);

  it("starts with a title, goes in small steps, ends with Summary and Exercises", () => {
    expect(styleFaults(notebook)).toEqual([]);
  });

  it("is committed with the outputs of a run from top to bottom, in at most 1 MB", () => {
    // The committed file, not one that somebody has just run and not saved as theirs.
    const committed = execFileSync("git", ["show", `HEAD:notebooks/${name}`], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    expect(committed.length).toBeLessThanOrEqual(1e6);
    expect(fs.statSync(file).size).toBeLessThanOrEqual(1e6);
    expect(outputFaults(notebook)).toEqual([]);
    // `save-notebooks` writes the stamp: the outputs are those of this text.
    expect(firstState(committed)).toEqual({ name, intact: true });
  });
});
