/** Taking a training run up again. */
import * as fs from "fs";
import type { Trainable } from "../model";
import type { Adam } from "./adam";
import { restoreMoments, restoreWeights } from "./checkpoint-arrays";
import { listCheckpoints, setAside } from "./checkpoints";
import { type Dataset, differences } from "../dataset";
import type { EpochEntry } from "./on-epoch";
import { amountDone } from "./position";
import type { ModelKind } from "./model-kind";
import { checkpointFolder } from "./run-folder";
import type { RunState } from "./run-state";
import { openRun, type SavedRun } from "./saved-run";

/** Bytes that the checkpoints in a run's folder take up. */
export function checkpointBytes(folder: string): number {
  return listCheckpoints(checkpointFolder(folder)).reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

/**
 * The run in `folder`, open, if it is one of this dataset.
 * @throws Error naming what has changed if it is of something else, or if it is beyond `epochs` already.
 */
export async function findRun<Entry extends EpochEntry, Model extends Trainable>(
  folder: string,
  dataset: Dataset,
  epochs: number,
  kind: ModelKind<Model>,
): Promise<SavedRun<Entry, Model> | undefined> {
  const run = await openRun<Entry, Model>(folder, kind);
  if (!run) return undefined;
  const { fingerprint, epoch, step } = run.state;
  const changed = differences(fingerprint, dataset.fingerprint);
  if (epoch > epochs || (epoch === epochs && step > 0)) changed.push(`epochs: was ${epoch}, is ${epochs}`);
  if (changed.length === 0) return run;
  await run.close();
  throw new Error(
    `${folder} holds a training of something else:\n${changed.map((line) => `  ${line}`).join("\n")}\n` +
      "Go back to what it was, choose another folder (OUT_DIR), or start over with --fresh " +
      "(in a notebook FRESH=1 or fresh: true), which moves it aside.",
  );
}

/**
 * Brings model and optimizer to where the run in `folder` was, if there is one. Damaged checkpoints that were passed
 * over get a name that says so. Only for the holder of the run's lock.
 * @param implementation what computes from now on
 */
export async function takeUp<Entry extends EpochEntry, Model extends Trainable>(
  folder: string,
  dataset: Dataset,
  epochs: number,
  kind: ModelKind<Model>,
  model: Model,
  adam: Adam,
  implementation: string,
): Promise<{ state: RunState<Entry> | undefined; messages: string[] }> {
  const run = await findRun<Entry, Model>(folder, dataset, epochs, kind);
  if (!run) return { state: undefined, messages: [] };
  try {
    await restoreWeights(model, run.checkpoint);
    await restoreMoments(adam, run.checkpoint);
    run.damaged.forEach(({ file }) => setAside(file));
    const { state } = run;
    const goesOn = `The training goes on from an earlier one, after ${amountDone(state)}, up to ${amountDone({ epoch: epochs })}.`;
    return { state, messages: [...run.messages, goesOn, ...changeOf(state, implementation)] };
  } finally {
    await run.close();
  }
}

/** Notes in the state what computes from now on. @returns a sentence where that is another implementation. */
function changeOf(state: RunState, implementation: string): string[] {
  state.implementations ??= []; // in checkpoints of earlier versions
  const before = state.implementations[state.implementations.length - 1];
  if (before === implementation) return [];
  state.implementations.push(implementation);
  if (before === undefined) return [];
  return [
    `So far it was computed by ${before}, from here on by ${implementation}; the numbers may differ in the last digits.`,
  ];
}
