/** All notebooks on collections that are not the project's own, at quick, with an answer below each exercise. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answers } from "./answers";
import { writeCollection } from "./collections";
import { folder, names, readNotebook } from "./notebook";
import { codeOf, runProgram } from "./program";

const chapters = names.filter((name) => /^(0[1-7]|10|12)/.test(name));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "foreign-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

describe.each([
  { title: "five songs of one velocity", songs: { count: 5, length: 112, velocities: [100] } },
  { title: "a single short song, so none to validate or test", songs: { count: 1, length: 70, velocities: [64, 96] } },
])("on $title", ({ title, songs }) => {
  const midi = path.join(scratch, title, "midi");
  const env = { MIDI_DIR: midi, OUT_DIR: path.join(scratch, title, "out") };
  beforeAll(() => writeCollection(midi, songs));

  it.each(chapters)(
    "%s runs to its end, and so do the answers to its exercises",
    async (name) => {
      const { cells } = readNotebook(path.join(folder, name));
      const solved = Object.values(answers[name.slice(0, 2)]).map((answer) => `{${answer}\n}`);
      const { status, stderr } = await runProgram([...codeOf(cells), ...solved], env);
      expect(stderr).toBe("");
      expect(status).toBe(0);
    },
    300_000,
  );
});

describe("the exercises", () => {
  it.each(chapters)("of %s are those that are answered here", (name) => {
    const { cells } = readNotebook(path.join(folder, name));
    const text = cells.map(({ source }) => source).join("\n");
    const titles = [...text.slice(text.indexOf("## Exercises")).matchAll(/^\d+\. \*\*(.+?)\.\*\*/gm)].map(([, t]) => t);
    expect(titles).toEqual(expect.arrayContaining(Object.keys(answers[name.slice(0, 2)])));
  });
});
