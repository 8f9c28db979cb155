/** The exercises that check themselves: unfilled they say so, and each folded solution passes its check. */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNFILLED } from "../../lib/exercise";
import { writeCollection } from "./collections";
import { folder, names, readNotebook, writeNotebook, type Cell } from "./notebook";
import { codeOf, runProgram } from "./program";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "solutions-"));
const env = { MIDI_DIR: path.join(scratch, "midi"), OUT_DIR: path.join(scratch, "out") };
beforeAll(() => writeCollection(env.MIDI_DIR, { count: 4, length: 72, velocities: [80, 100] }));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

const checks = ({ cell_type, source }: Cell): boolean => cell_type === "code" && /^check\(/m.test(source);
const solutionIn = (cell: Cell | undefined): string | undefined =>
  /<details><summary>Solution<\/summary>\n\n```ts\n([^`]*(?:`[^`]+`[^`]*)*?)\n```\n\n<\/details>/.exec(
    cell?.source ?? "",
  )?.[1];

/** The notebook as it is once each solution was written into its cell. */
const solve = (cells: readonly Cell[]): Cell[] =>
  cells.map((cell, i) => {
    const solution = checks(cell) ? solutionIn(cells[i + 1]) : undefined;
    if (solution === undefined) return cell;
    return { ...cell, source: cell.source.replace(/^check\(/m, () => `${solution}\ncheck(`) };
  });

const books = names
  .map((name) => ({ name, cells: readNotebook(path.join(folder, name)).cells }))
  .filter(({ cells }) => cells.some(checks));

describe.each(books)("$name", ({ cells }) => {
  const count = cells.filter(checks).length;

  it("has four exercises or more that check themselves, each with a solution below it", () => {
    expect(count).toBeGreaterThanOrEqual(4);
    const bare = cells.filter((cell, i) => checks(cell) && solutionIn(cells[i + 1]) === undefined);
    expect(bare.map(({ source }) => source)).toEqual([]);
  });

  it("says of each that it is to be filled in", async () => {
    const { stderr, stdout } = await runProgram(codeOf(cells), env);
    expect(stderr).toBe("");
    expect(stdout.split(UNFILLED)).toHaveLength(count + 1);
  });

  it("accepts each solution", async () => {
    const { stderr, stdout } = await runProgram(codeOf(solve(cells)), env);
    expect(stderr).toBe("");
    expect(stdout.split("✓ Right.")).toHaveLength(count + 1);
  });
});

it("the solutions are as strictly typed as the cells", () => {
  const files = books.map(({ name, cells }) => writeNotebook(path.join(scratch, name), solve(cells)));
  const checker = path.join(__dirname, "check-cells.cjs");
  const { stdout, stderr } = spawnSync(process.execPath, [checker, ...files], { encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
}, 900_000);
