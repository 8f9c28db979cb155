/** The outcome of a training run. */
import type { Dataset } from "../dataset";
import type { Seq2Seq, Trainable } from "../model";
import { bestEpoch, type EpochRecord } from "./epoch-record";
import type { EpochEntry } from "./on-epoch";
import type { RunState } from "./run-state";

export interface TrainingRun<Entry extends EpochEntry = EpochEntry, Model extends Trainable = Seq2Seq> {
  /** As it stands now; `dispose` disposes of it. */
  model: Model;
  dataset: Dataset;
  /** One record for each finished epoch, all sessions together; none where it was stopped within the first. */
  history: EpochRecord[];
  /** The last finished epoch; undefined where it was stopped within the first. */
  last: EpochRecord | undefined;
  /** The finished epoch with the least validation loss; undefined where none is finished or nothing was validated. */
  best: EpochRecord | undefined;
  /** What `onEpoch` returned, all sessions together; empty where nothing was due yet. */
  diary: Entry[];
  /** Epochs that were done when this session took the run up; null where it began it. */
  resumedFrom: number | null;
  /** False when it was stopped before its last epoch. */
  finished: boolean;
  /** Time of all sessions together, in s. */
  seconds: number;
  /** Notes (windows × timesteps) per second of training time, all sessions together; 0 before the first step. */
  notesPerSecond: number;
  /** What computed it, in the order of use: more than one where a session ran on another implementation. */
  implementations: string[];
  /** What the reader should know, as sentences. */
  messages: string[];
  dispose(): void;
}

/** A run's outcome from its state. */
export function outcome<Entry extends EpochEntry, Model extends Trainable>(
  model: Model,
  dataset: Dataset,
  { history, diary, totals, implementations }: RunState<Entry>,
  how: Pick<TrainingRun, "resumedFrom" | "finished" | "messages">,
): TrainingRun<Entry, Model> {
  return {
    ...how,
    model,
    dataset,
    history,
    last: history[history.length - 1],
    best: bestEpoch(history),
    diary,
    seconds: totals.seconds,
    notesPerSecond: totals.trainingSeconds > 0 ? totals.notes / totals.trainingSeconds : 0,
    implementations,
    dispose: () => model.dispose(),
  };
}
