/** Taking a training run up again. */
import * as fs from "fs";
import type { Seq2Seq } from "../model";
import type { Adam } from "./adam";
import { restoreMoments, restoreWeights } from "./arrays";
import { listCheckpoints, openNewest, setAside, type NewestCheckpoint } from "./checkpoint";
import type { OpenCheckpoint } from "./checkpoint-file";
import { type Dataset, differences } from "../dataset";
import { amountDone } from "./progress";
import { checkpointFolder } from "./run-folder";
import type { RunState } from "./run-state";

/** Bytes that the checkpoints in a run's folder take up. */
export function checkpointBytes(folder: string): number {
  return listCheckpoints(checkpointFolder(folder)).reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

/**
 * The newest whole checkpoint of the run in `folder`, open, if it is one of this dataset.
 * @throws Error naming what has changed if it is of something else, or if it is beyond `epochs` already.
 */
export async function findRun(
  folder: string,
  dataset: Dataset,
  epochs: number,
): Promise<NewestCheckpoint & { messages: string[] }> {
  const newest = await openNewest(checkpointFolder(folder));
  const { checkpoint, damaged } = newest;
  if (checkpoint) {
    const { fingerprint, epoch, step } = checkpoint.state;
    const changed = differences(fingerprint, dataset.fingerprint);
    if (epoch > epochs || (epoch === epochs && step > 0)) changed.push(`epochs: was ${epoch}, is ${epochs}`);
    if (changed.length > 0) {
      await checkpoint.close();
      throw new Error(
        `${folder} holds a training of something else:\n${changed.map((line) => `  ${line}`).join("\n")}\n` +
          "Go back to what it was, choose another folder (OUT_DIR), or start over with --fresh " +
          "(in a notebook FRESH=1 or fresh: true), which moves it aside.",
      );
    }
  }
  return { ...newest, messages: damaged.map((d) => `${d.message} The one before it is used.`) };
}

export async function restore(model: Seq2Seq, checkpoint: OpenCheckpoint<RunState>): Promise<void> {
  try {
    await restoreWeights(model, checkpoint);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * Brings model and optimizer to where the run in `folder` was, if there is one. Damaged checkpoints that were passed
 * over get a name that says so. Only for the holder of the run's lock.
 */
export async function takeUp(
  folder: string,
  dataset: Dataset,
  epochs: number,
  model: Seq2Seq,
  adam: Adam,
): Promise<{ state: RunState | undefined; messages: string[] }> {
  const { checkpoint, damaged, messages } = await findRun(folder, dataset, epochs);
  if (!checkpoint) return { state: undefined, messages };
  try {
    await restoreWeights(model, checkpoint);
    await restoreMoments(adam, checkpoint);
    damaged.forEach(({ file }) => setAside(file));
    const { state } = checkpoint;
    return {
      state,
      messages: [
        ...messages,
        `The training goes on from an earlier one, after ${amountDone(state)}, up to ${amountDone({ epoch: epochs })}.`,
      ],
    };
  } finally {
    await checkpoint.close();
  }
}
