/** A live report of a training run. */
import type { EpochRecord } from "./epoch-record";
import type { EpochEntry } from "./on-epoch";
import type { RunState } from "./run-state";

/** What a run does by itself; while `onEpoch` is at work, the state is what that says it is doing ("composing"). */
export type TrainingState = "starting" | "training" | "validating" | "saving" | "stopped" | "finished";

/** Given a few times a second. */
export interface TrainingProgress<Entry extends EpochEntry = EpochEntry> {
  state: TrainingState | (string & {});
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
  /** Estimated from this session's pace, validation and `onEpoch` included; null before its first step. */
  secondsLeft: number | null;
  /** Epochs this run had done when it was taken up again; null for one that began now. */
  resumedFrom: number | null;
  /** Finished epochs, first to last, earlier sessions included. */
  history: readonly EpochRecord[];
  /** What `onEpoch` returned, earlier sessions included. */
  diary: readonly Entry[];
  /** What the reader should know, as sentences: resumed from where, a damaged checkpoint passed over. */
  messages: readonly string[];
}

export type OnProgress<Progress = TrainingProgress> = (progress: Progress) => void | Promise<void>;

/** What a session has done so far: since when (`performance.now()`), and the time in s spent in its steps. */
export interface Pace {
  began: number;
  steps: number;
  notes: number;
  seconds: number;
}

/**
 * A report from a run's state.
 * @param steps steps of an epoch
 */
export function progressOf<Entry extends EpochEntry>(
  state: TrainingProgress["state"],
  run: { state: RunState<Entry>; epochs: number; resumedFrom: number | null; messages: readonly string[] },
  steps: number,
  pace: Pace,
): TrainingProgress<Entry> {
  const { epoch, step, sums, history, diary } = run.state;
  const { epochs, resumedFrom, messages } = run;
  const stepsLeft = (epochs - epoch) * steps - step;
  const secondsPerStep = (performance.now() - pace.began) / 1000 / pace.steps;
  return {
    state,
    epoch: Math.min(epoch + 1, epochs),
    epochs,
    step: epoch === epochs ? steps : step,
    steps,
    loss: sums.notes ? sums.loss / sums.notes : null,
    accuracy: sums.notes ? sums.accuracy / sums.notes : null,
    notesPerSecond: pace.seconds ? pace.notes / pace.seconds : null,
    secondsLeft: pace.steps ? secondsPerStep * stepsLeft : null,
    resumedFrom,
    history: [...history],
    diary: [...diary],
    messages: [...messages],
  };
}
