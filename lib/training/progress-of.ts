/** A live report from a run's state. */
import type { TrainingProgress, TrainingState } from "./progress";
import type { RunState } from "./run-state";

/** What a session has done so far: since when (`performance.now()`), and the time in s spent in its steps. */
export interface Pace {
  began: number;
  steps: number;
  notes: number;
  seconds: number;
}

/** @param steps steps of an epoch */
export function progressOf(
  state: TrainingState,
  run: { state: RunState; epochs: number; resumedFrom: number | null; messages: readonly string[] },
  steps: number,
  pace: Pace,
): TrainingProgress {
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
