/** The outcome of a training run. */
import type { Seq2Seq } from "../model";
import type { RunState } from "./run-state";
import type { Dataset } from "../dataset";
import type { DiaryEntry } from "./diary";
import type { EpochRecord } from "./progress";

export interface TrainingRun {
  /** As it stands now; `dispose` disposes of it. */
  model: Seq2Seq;
  dataset: Dataset;
  /** One record for each finished epoch, all sessions together. */
  history: EpochRecord[];
  diary: DiaryEntry[];
  /** Epochs that were done when this session took the run up; null where it began it. */
  resumedFrom: number | null;
  /** False when it was stopped before its last epoch. */
  finished: boolean;
  /** Time of all sessions together, in s. */
  seconds: number;
  /** Notes (windows × timesteps) per second of training time, all sessions together; 0 before the first step. */
  notesPerSecond: number;
  /** What the reader should know, as sentences. */
  messages: string[];
  dispose(): void;
}

/** A run's outcome from its state. */
export function outcome(
  model: Seq2Seq,
  dataset: Dataset,
  { history, diary, totals }: RunState,
  how: Pick<TrainingRun, "resumedFrom" | "finished" | "messages">,
): TrainingRun {
  return {
    ...how,
    model,
    dataset,
    history,
    diary,
    seconds: totals.seconds,
    notesPerSecond: totals.trainingSeconds > 0 ? totals.notes / totals.trainingSeconds : 0,
    dispose: () => model.dispose(),
  };
}
