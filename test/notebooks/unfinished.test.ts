/** Run All after a training that was stopped in its first epoch: each cell says what is missing, and none fails. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { NO_EPOCH } from "../../lib/experiment/verdict";
import { writeCollection } from "./collections";
import { folder, names, readNotebook } from "./notebook";
import { codeOf, runProgram } from "./program";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "unfinished-"));
const midi = path.join(scratch, "midi");
beforeAll(() => writeCollection(midi, { count: 5, length: 112, velocities: [80, 100] }));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** The stop button, pressed before the first step: the signal that `train` and `experiment` take as well. */
const stopped = (source: string) =>
  source.replace(/\b(train|experiment|predictSongs)\(\{/g, "$1({ signal: AbortSignal.abort(),");

it.each(names.filter((name) => /^0[567]/.test(name)))(
  "%s",
  async (name) => {
    const { cells } = readNotebook(path.join(folder, name));
    const sources = codeOf(cells).map(stopped);
    expect(sources.join("\n")).toContain("AbortSignal.abort()");
    const { status, stdout, stderr } = await runProgram(sources, { MIDI_DIR: midi, OUT_DIR: path.join(scratch, name) });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain(NO_EPOCH);
  },
  300_000,
);
