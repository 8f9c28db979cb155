/** What can be seen of a training run: a record of each finished epoch, and a live report. */
import type { DiaryEntry } from "./diary";

/** One finished epoch. Losses are mean cross-entropies in nats per note, accuracies shares 0-1. */
export interface EpochRecord {
  /** 1-based. */
  epoch: number;
  loss: number;
  accuracy: number;
  /** On songs that are never trained on; null where the collection has too few different songs to hold any back. */
  validationLoss: number | null;
  validationAccuracy: number | null;
  /** Time in training steps, validation and diary apart. */
  seconds: number;
  /** Notes (windows × timesteps) trained on per second. */
  notesPerSecond: number;
}

export type TrainingState = "starting" | "training" | "validating" | "composing" | "saving" | "stopped" | "finished";

/** A live report, given a few times a second. */
export interface TrainingProgress {
  state: TrainingState;
  /** The epoch in progress, 1-based; `epochs` when finished. */
  epoch: number;
  epochs: number;
  /** Steps done in this epoch, 0 to `steps`. */
  step: number;
  steps: number;
  /** Mean of this epoch so far, nats per note; null before its first step. */
  loss: number | null;
  /** Mean of this epoch so far, 0-1; null before its first step. */
  accuracy: number | null;
  /** Over this session so far; null before its first step. */
  notesPerSecond: number | null;
  /** Estimated from this session's pace, validation and diary included; null before its first step. */
  secondsLeft: number | null;
  /** Epochs this run had done when it was taken up again; null for one that began now. */
  resumedFrom: number | null;
  /** Finished epochs, first to last, earlier sessions included. */
  history: readonly EpochRecord[];
  diary: readonly DiaryEntry[];
  /** What the reader should know, as sentences: resumed from where, a damaged checkpoint passed over. */
  messages: readonly string[];
}

export type OnProgress = (progress: TrainingProgress) => void | Promise<void>;

/** How much of a run is done, in words: "5 epochs", "1 epoch and 7 steps", "7 steps". */
export function amountDone({ epoch, step = 0 }: { epoch: number; step?: number }): string {
  const counted = (n: number, noun: string): string => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
  const parts = [
    ...(epoch > 0 ? [counted(epoch, "epoch")] : []),
    ...(step > 0 || epoch === 0 ? [counted(step, "step")] : []),
  ];
  return parts.join(" and ");
}

const shortestPause = 250; // ms between two reports: at most 4 a second
const longestPause = 5000; // ms
const share = 10; // a report may take a tenth of the time
const always: ReadonlySet<TrainingState> = new Set(["starting", "composing", "saving", "stopped", "finished"]);

/**
 * Wraps `onProgress` so that it is called at most four times a second, and less often where a report takes so long
 * that it would slow the training down by more than a tenth. The states that a reader would miss are always reported.
 * A report that throws must not cost hours of training: the first error ends the reports and is handed to `onFailure`.
 * @returns a function that reports what `make` gives, if it is time
 */
export function throttled(
  onProgress: OnProgress | undefined,
  onFailure: (error: unknown) => void,
): (state: TrainingState, make: () => TrainingProgress) => Promise<void> {
  let report = onProgress;
  let next = -Infinity;
  return async (state, make) => {
    const began = performance.now();
    if (!report || (began < next && !always.has(state))) return;
    try {
      await report(make());
    } catch (error) {
      report = undefined;
      onFailure(error);
    }
    const now = performance.now();
    next = now + Math.min(longestPause, Math.max(shortestPause, share * (now - began)));
  };
}
