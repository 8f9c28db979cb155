/** Models to play with: from a file, or from a run's newest checkpoint. */
import * as fs from "fs";
import { bytesOfPath } from "../corpus";
import { type Bits, packSnapshot, PlayModel, writeModel } from "../play";
import { openRun } from "../training";
import { playSettings } from "./play-settings";

/** Where `data/make-small-model.ts` leaves the model that is shipped, below the project's root. */
export const SMALL_MODEL = "data/small.model";

/** The model in a file. @throws Error that names the file when it cannot be read or is none. */
export function readPlayModel(file: string): PlayModel {
  let bytes: Uint8Array;
  try {
    bytes = fs.readFileSync(bytesOfPath(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} ${code === "ENOENT" ? "is not there" : `cannot be read (${code})`}.`);
  }
  try {
    return PlayModel.from(bytes);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

/**
 * The model of the run in `folder` (`results/standard`) as its newest whole checkpoint has it, without songs and openings.
 * @returns undefined where there is no run, or its first epoch is not finished
 * @throws Error when none of its checkpoints is whole.
 */
export async function trainedModel(folder: string, bits: Bits = 32): Promise<PlayModel | undefined> {
  const run = await openRun(folder);
  if (!run) return undefined;
  try {
    const { epoch, vocabulary } = run.state;
    if (epoch === 0) return undefined;
    const settings = playSettings({ preset: run.state.preset, vocabulary: run.vocabulary });
    const shape = { units: settings.units, vocabulary: vocabulary.symbols.length };
    const snapshots = [{ epoch, bits, bytes: packSnapshot(await run.weights(), shape, bits) }];
    return PlayModel.from(writeModel({ ...settings, snapshots, songs: [], openings: [] }));
  } finally {
    await run.close();
  }
}
