/** `play.model` in the results' folder: what the playground and notebooks play with. */
import * as fs from "fs";
import * as path from "path";
import { type Dataset, differences } from "../dataset";
import { type ModelContent, packSnapshot, PlayModel, unpackSnapshot, writeModel } from "../play";
import { replaceFile } from "../replace-file";
import { openRun } from "../training";
import type { DiaryEntry } from "./diary";
import { playContent } from "./play-content";
import { playBits, readSnapshots, STAGE_BITS, thinned } from "./snapshots";
import { readPlayModel, SMALL_MODEL } from "./trained-model";

const FILE = "play.model";

/** Snapshots besides the last: the page that holds them should open at once. */
const EARLIER = 3;

/**
 * Writes `play.model` into the results' folder from the newest checkpoint of its run and the snapshots on the way to it.
 * The same training gives the same file.
 * @returns the model; undefined where there is no run, or its first epoch is not finished
 * @throws Error when the run is one of other songs or settings, or none of its checkpoints is whole.
 */
export async function keepPlayModel(dataset: Dataset, folder: string): Promise<PlayModel | undefined> {
  const run = await openRun<DiaryEntry>(folder);
  if (!run) return undefined;
  try {
    const { epoch, diary, fingerprint } = run.state;
    if (epoch === 0) return undefined;
    const [changed] = differences(fingerprint, dataset.fingerprint);
    if (changed)
      throw new Error(`${folder} holds a training of something else (${changed}); the playground needs the same.`);
    const stages = new Map(diary.map((entry) => [entry.epoch, entry.stage]));
    const shape = { units: dataset.preset.units, vocabulary: dataset.vocabulary.size };
    const weights = await run.weights();
    const parameters = [...weights.values()].reduce((sum, { length }) => sum + length, 0);
    const bits = playBits(parameters);
    const last = { epoch, bits, bytes: packSnapshot(weights, shape, bits) };
    const withStage = (one: ModelContent["snapshots"][number]) => ({ ...one, stage: stages.get(one.epoch) ?? null });
    const kept = readSnapshots(folder, dataset, new Set(stages.keys())).filter((one) => one.epoch < epoch);
    const earlier = thinned(kept.map(withStage), EARLIER).map((one) => {
      const arrays = unpackSnapshot(one.bytes, shape, one.bits);
      return { ...one, bits: STAGE_BITS, bytes: packSnapshot(arrays, shape, STAGE_BITS) };
    });
    const snapshots = [...earlier, withStage(last)];
    const bytes = writeModel({ ...playContent(dataset, dataset.preset.name), snapshots });
    replaceFile(path.join(folder, FILE), bytes);
    return PlayModel.from(bytes);
  } finally {
    await run.close();
  }
}

/**
 * The model called `name`: "small" is the one that is shipped; a preset's is in its results' folder, where
 * {@link keepPlayModel} or `npm run reproduce` left it.
 * @example compose(playModel("standard"), { prompt: [3, 1, 4], length: 100 })
 * @throws Error when it is not there.
 */
export function playModel(name: string): PlayModel {
  if (name === "small") return readPlayModel(SMALL_MODEL);
  const folder = process.env.OUT_DIR || path.join("results", name);
  const file = path.join(folder, FILE);
  if (fs.existsSync(file)) return readPlayModel(file);
  throw new Error(
    `There is no ${file}; npm run reproduce -- --preset ${name} makes it, and playModel("small") is there without.`,
  );
}
