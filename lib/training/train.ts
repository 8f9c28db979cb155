/** Training that survives being stopped, killed or cut off: run it again and it goes on. */
import * as path from "path";
import { Seq2Seq } from "../model";
import { endEarlierRun, markActive } from "./active";
import { Adam } from "./adam";
import { removeHalfWritten } from "./checkpoint";
import { checkpointBytes, findRun, restore, takeUp } from "./resume";
import type { Dataset } from "../dataset";
import type { Compose } from "./diary";
import { RunLock } from "./lock";
import { modelConfig } from "./model-config";
import { amountDone, throttled, type OnProgress } from "./progress";
import { checkDisk, checkMemory, checkpointSize } from "./resources";
import { checkpointFolder, explained, makeRunFolder, moveRunAside } from "./run-folder";
import { newRunState } from "./run-state";
import { Session } from "./session";
import { StopRequest } from "./stop";
import { outcome, type TrainingRun } from "./training-run";

export interface TrainOptions {
  dataset: Dataset;
  /** The run's own folder; made if it is not there. Its checkpoints are kept in it. */
  folder: string;
  /** Epochs to reach in all, default `dataset.preset.epochs`. A finished run can be carried further. */
  epochs?: number;
  /** Begin anew and move an earlier run's checkpoints aside. Default: go on with it. */
  fresh?: boolean;
  /** Makes a diary entry after the first epoch, every `preset.diaryEvery` and the last. */
  compose?: Compose;
  /** Live reports, at most about four a second. One that throws is not called again, and training goes on. */
  onProgress?: OnProgress;
  /** Epochs from one checkpoint to the next, default 5. There is one after each diary entry as well. */
  checkpointEpochs?: number;
  /** Minutes of training after which there is a checkpoint within an epoch too, default 2. */
  checkpointMinutes?: number;
  /** Ends the training after the current step, as SIGINT, SIGTERM and SIGHUP do. */
  signal?: AbortSignal;
}

/**
 * Trains the preset's model on the dataset's windows, going on from the newest whole checkpoint in `folder`. On one
 * machine the weights after an epoch are the same, bit for bit, however often the training was interrupted. A run
 * that has reached its last epoch is returned as it is.
 *
 * Jupyter's stop button, SIGINT, SIGTERM, SIGHUP and `signal` end it after the current step, with a checkpoint;
 * `finished` is then false.
 * @throws Error when the folder holds a run of something else, is in use or cannot be written; when memory or disk
 *   will not do; Divergence when the loss is not finite. Checkpoints that were there before stay.
 */
export async function train(options: TrainOptions): Promise<TrainingRun> {
  const { dataset, fresh = false } = options;
  const folder = path.resolve(options.folder);
  const epochs = options.epochs ?? dataset.preset.epochs;
  await endEarlierRun(folder);
  if (!fresh) {
    const finished = await takeUpFinished(folder, dataset, epochs);
    if (finished) return finished;
  }
  checkMemory(dataset.preset, dataset.vocabulary.size);
  makeRunFolder(folder);
  const lock = takeLock(folder);
  const stop = await StopRequest.listen(options.signal);
  const ended = markActive(folder, stop);
  try {
    return await trainLocked(options, folder, epochs, lock, stop);
  } finally {
    lock.release();
    ended();
    stop.done();
  }
}

/** The run in `folder` if it has nothing left to do. It needs no lock, and no right to write. */
async function takeUpFinished(folder: string, dataset: Dataset, epochs: number): Promise<TrainingRun | undefined> {
  const run = await findRun(folder, dataset, epochs);
  if (!run.checkpoint) return undefined;
  try {
    const { state } = run.checkpoint;
    if (state.epoch < epochs) return undefined;
    const model = new Seq2Seq(modelConfig(dataset.preset, dataset.vocabulary.size));
    await restore(model, run.checkpoint);
    const message = `This training was finished earlier, after ${amountDone({ epoch: epochs })}; it is shown, not run again.`;
    return outcome(model, dataset, state, {
      resumedFrom: epochs,
      finished: true,
      messages: [...run.messages, message],
    });
  } finally {
    await run.checkpoint.close();
  }
}

function takeLock(folder: string): RunLock {
  try {
    return RunLock.take(folder);
  } catch (error) {
    throw explained(error, folder);
  }
}

async function trainLocked(
  options: TrainOptions,
  folder: string,
  epochs: number,
  lock: RunLock,
  stop: StopRequest,
): Promise<TrainingRun> {
  const { dataset, compose, onProgress, checkpointEpochs = 5, checkpointMinutes = 2 } = options;
  const messages: string[] = [];
  if (options.fresh) {
    const aside = moveRunAside(folder);
    if (aside) messages.push(`The earlier training was moved to ${aside}.`);
    makeRunFolder(folder);
  }
  removeHalfWritten(checkpointFolder(folder));

  const model = new Seq2Seq(modelConfig(dataset.preset, dataset.vocabulary.size));
  const { learningRate, clipNorm } = dataset.preset;
  const adam = new Adam({ learningRate, clipNorm });
  try {
    checkDisk(folder, checkpointSize(model.parameters), checkpointBytes(folder));
    const earlier = await takeUp(folder, dataset, epochs, model, adam);
    messages.push(...earlier.messages);
    const state = earlier.state ?? newRunState(dataset);
    const resumedFrom = earlier.state ? state.epoch : null;
    const report = throttled(onProgress, (error) => {
      messages.push(
        `The display of progress failed (${(error as Error)?.message ?? error}); training went on without it.`,
      );
    });
    const session = new Session({
      dataset,
      epochs,
      folder,
      model,
      adam,
      state,
      stop,
      compose,
      checkpointEpochs,
      checkpointMinutes,
      resumedFrom,
      messages,
      keepAlive: () => lock.refresh(),
      report,
    });
    const finished = await session.run();
    if (!finished) messages.push(`Stopped by ${stop.requestedBy} after ${amountDone(state)}; run again to go on.`);
    return outcome(model, dataset, state, { resumedFrom, finished, messages });
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    adam.dispose();
  }
}
