/** Loss and accuracy on windows that are not trained on. */
import { type Windows, batchOf, stepsOf } from "../dataset";
import type { Seq2Seq } from "../model";
import { evaluateBatch } from "./step";
import { yieldToEventLoop } from "./stop";

export interface Evaluation {
  /** Mean cross-entropy, nats per note. */
  loss: number;
  /** Share of notes predicted right, 0-1, each from the true note before it. */
  accuracy: number;
}

/**
 * The mean over all notes of the windows, without dropout, `size` windows at a time.
 * @returns null when there are no windows; "stopped" as soon as `stopped()` holds.
 */
export async function evaluate(
  model: Seq2Seq,
  windows: Windows,
  size: number,
  stopped: () => boolean = () => false,
): Promise<Evaluation | null | "stopped"> {
  if (windows.count === 0) return null;
  const order = Int32Array.from({ length: windows.count }, (_, i) => i);
  const sum = { loss: 0, accuracy: 0 };
  for (let step = 0; step < stepsOf(windows.count, size); step++) {
    if (stopped()) return "stopped";
    const batch = batchOf(windows, order, size, step);
    const { loss, accuracy } = evaluateBatch(model, batch);
    sum.loss += loss * batch.size;
    sum.accuracy += accuracy * batch.size;
    await yieldToEventLoop();
  }
  return stopped() ? "stopped" : { loss: sum.loss / windows.count, accuracy: sum.accuracy / windows.count };
}
