/** Training that survives being stopped, killed or cut off: run it again and it goes on. */
import * as path from "path";
import type { Dataset } from "../dataset";
import { implementationFor, type Seq2Seq, type Trainable } from "../model";
import type { Preset } from "../preset";
import { endEarlierRun, markActive } from "./active-runs";
import { Adam } from "./adam";
import { removeHalfWritten } from "./checkpoints";
import { RunLock } from "./lock";
import { type ModelKind, seq2seq } from "./model-kind";
import type { EpochEntry, OnEpoch } from "./on-epoch";
import { amountDone } from "./position";
import type { OnProgress, TrainingProgress } from "./progress";
import { noReduction } from "./reduction";
import { checkDisk, checkMemory, checkpointSize } from "./resources";
import { checkpointBytes, findRun, takeUp } from "./resume";
import { checkpointFolder, explained, makeRunFolder, moveRunAside } from "./run-folder";
import { newRunState } from "./run-state";
import { Session } from "./session";
import { StopRequest } from "./stop";
import { throttled } from "./throttle";
import { outcome, type TrainingRun } from "./training-run";
import { agree, type Group, partsOf, reductionOver, sharePosition, shareState } from "./workers";

/** A type that others decide: TypeScript infers nothing from here. */
type AsGiven<T> = [T][T extends unknown ? 0 : never];

export interface TrainOptions<Entry extends EpochEntry = EpochEntry, Model extends Trainable = Seq2Seq> {
  dataset: Dataset;
  /** What is trained; default {@link seq2seq}. */
  kind?: ModelKind<Model>;
  /** The run's own folder; made if it is not there. Its checkpoints are kept in it. */
  folder: string;
  /** Epochs to reach in all, default `dataset.preset.epochs`. A finished run can be carried further. */
  epochs?: number;
  /** Begin anew and move an earlier run's checkpoints aside. Default: go on with it. */
  fresh?: boolean;
  /** Called after each epoch; what it returns is kept in the run's `diary`. If it throws, the training ends, saved. */
  onEpoch?: OnEpoch<Entry, AsGiven<Model>>;
  /** Live reports, at most about four a second. One that throws is not called again, and training goes on. */
  onProgress?: OnProgress<TrainingProgress<Entry>>;
  /** Epochs from one checkpoint to the next, default 5. There is one after each entry of the diary as well. */
  checkpointEpochs?: number;
  /** Minutes of training after which there is a checkpoint within an epoch too, default 2. */
  checkpointMinutes?: number;
  /** Ends the training after the current step, as SIGINT, SIGTERM and SIGHUP do. */
  signal?: AbortSignal;
  /** Those that train with this process, which is rank 0 among them; the others call `follow`. Default: it trains alone. */
  group?: Group;
}

/**
 * Trains the preset's model on the dataset's windows, going on from the newest whole checkpoint in `folder`. On one
 * machine the weights after an epoch are the same, bit for bit, however often the training was interrupted. A run
 * that has reached its last epoch is returned as it is.
 *
 * Jupyter's stop button, SIGINT, SIGTERM, SIGHUP and `signal` end it after the current step, with a checkpoint;
 * `finished` is then false.
 * @throws Error when the folder holds a run of something else, is in use or cannot be written; when memory or disk
 *   will not do; when `onEpoch` throws; Divergence when the loss is not finite. Checkpoints that were there before stay.
 */
export async function train<Entry extends EpochEntry = EpochEntry, Model extends Trainable = Seq2Seq>(
  options: TrainOptions<Entry, Model>,
): Promise<TrainingRun<Entry, Model>> {
  const { dataset, group, fresh = false, kind = seq2seq as unknown as ModelKind<Model> } = options;
  const folder = path.resolve(options.folder);
  const epochs = options.epochs ?? dataset.preset.epochs;
  await endEarlierRun(folder);
  if (group) agree(group, partsOf(dataset));
  if (!fresh) {
    const finished = await takeUpFinished<Entry, Model>(folder, dataset, epochs, kind);
    if (finished) {
      if (group) sharePosition(group, { epoch: epochs, step: 0, epochs });
      group?.leave();
      return finished;
    }
  }
  checkMemory(dataset.preset, dataset.vocabulary.size);
  makeRunFolder(folder);
  const lock = takeLock(folder);
  const stop = await StopRequest.listen(options.signal);
  const ended = markActive(folder, stop);
  try {
    return await trainLocked({ ...options, kind }, folder, epochs, lock, stop);
  } finally {
    lock.release();
    ended();
    stop.done();
  }
}

/** The run in `folder` if it has nothing left to do. It needs no lock, and no right to write. */
async function takeUpFinished<Entry extends EpochEntry, Model extends Trainable>(
  folder: string,
  dataset: Dataset,
  epochs: number,
  kind: ModelKind<Model>,
): Promise<TrainingRun<Entry, Model> | undefined> {
  const run = await findRun<Entry, Model>(folder, dataset, epochs, kind);
  if (!run) return undefined;
  try {
    if (run.state.epoch < epochs) return undefined;
    const message = `This training was finished earlier, after ${amountDone({ epoch: epochs })}; it is shown, not run again.`;
    return outcome(await run.model(), dataset, run.state, {
      resumedFrom: epochs,
      finished: true,
      messages: [...run.messages, message],
    });
  } finally {
    await run.close();
  }
}

function takeLock(folder: string): RunLock {
  try {
    return RunLock.take(folder);
  } catch (error) {
    throw explained(error, folder);
  }
}

/** What computes the preset's layers, in words. */
function implementationOf({ units, batch }: Preset): string {
  const layers = units.map((count) => implementationFor({ part: "lstm", units: [count], batch }));
  const last = implementationFor({ part: "dense", units: units.slice(-1), batch });
  return [...new Set([...layers, last].map(({ name }) => name))].join(" and ");
}

async function trainLocked<Entry extends EpochEntry, Model extends Trainable>(
  options: TrainOptions<Entry, Model> & { kind: ModelKind<Model> },
  folder: string,
  epochs: number,
  lock: RunLock,
  stop: StopRequest,
): Promise<TrainingRun<Entry, Model>> {
  const { dataset, kind, onProgress, group, checkpointEpochs = 5, checkpointMinutes = 2 } = options;
  const messages: string[] = [];
  if (options.fresh) {
    const aside = moveRunAside(folder);
    if (aside) messages.push(`The earlier training was moved to ${aside}.`);
    makeRunFolder(folder);
  }
  removeHalfWritten(checkpointFolder(folder));

  const model = kind.make(dataset.preset, dataset.vocabulary);
  const adam = new Adam({ learningRate: dataset.preset.learningRate });
  const implementation = implementationOf(dataset.preset);
  try {
    checkDisk(folder, checkpointSize(model.parameters), checkpointBytes(folder));
    const earlier = await takeUp<Entry, Model>(folder, dataset, epochs, kind, model, adam, implementation);
    messages.push(...earlier.messages);
    const state = earlier.state ?? newRunState<Entry>(dataset, implementation);
    const resumedFrom = earlier.state ? state.epoch : null;
    if (group) {
      sharePosition(group, { ...state, epochs });
      shareState(group, model, adam);
    }
    const report = throttled(onProgress, (error) => {
      messages.push(
        `The display of progress failed (${(error as Error)?.message ?? error}); training went on without it.`,
      );
    });
    const session = new Session<Entry, Model>({
      dataset,
      epochs,
      folder,
      model,
      adam,
      reduction: group ? reductionOver(group, model) : noReduction,
      group,
      state,
      stop,
      onEpoch: options.onEpoch as OnEpoch<Entry, Model> | undefined,
      checkpointEpochs,
      checkpointMinutes,
      resumedFrom,
      messages,
      keepAlive: () => lock.refresh(),
      report,
    });
    const finished = await session.run();
    group?.leave();
    const stoppedBy = stop.requestedBy ?? "another worker";
    if (!finished) messages.push(`Stopped by ${stoppedBy} after ${amountDone(state)}; run again to go on.`);
    return outcome(model, dataset, state, { resumedFrom, finished, messages });
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    adam.dispose();
  }
}
