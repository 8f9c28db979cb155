/** Loss and accuracy on windows that are not trained on. */
import { type Batch, type BatchSource, notesIn } from "../dataset";
import { judged, type Trainable } from "../model";
import { tf } from "../tensorflow";
import { batchTensors } from "./batch-tensors";
import { yieldToEventLoop } from "./stop";

export interface Evaluation {
  /** Mean cross-entropy, nats per note. */
  loss: number;
  /** Share of notes predicted right, 0-1, each from the true note before it. */
  accuracy: number;
  /** What each number of a note adds to the loss; a pseudo-note is one number. */
  parts: number[];
}

/** Loss and accuracy of a batch, dropout off; changes nothing. */
export function evaluateBatch(model: Trainable, batch: Batch): Evaluation {
  return tf.tidy(() => {
    const { loss, accuracy, parts = [loss] } = judged(model, batchTensors(batch), { training: false });
    const [first, second, ...each] = [loss, accuracy, ...parts].map((scalar) => scalar.dataSync()[0]);
    return { loss: first, accuracy: second, parts: each };
  });
}

/**
 * The mean over all notes of a source's first epoch, without dropout.
 * @returns null when there are no windows; "stopped" as soon as `stopped()` holds.
 */
export async function evaluate(
  model: Trainable,
  source: BatchSource,
  stopped: () => boolean = () => false,
): Promise<Evaluation | null | "stopped"> {
  const steps = source.steps(0);
  const sum = { loss: 0, accuracy: 0, parts: [] as number[], weight: 0 };
  for (let step = 0; step < steps; step++) {
    if (stopped()) return "stopped";
    const batch = source.batch(0, step);
    if (batch.size === 0) continue; // a slice that got none
    const { loss, accuracy, parts } = evaluateBatch(model, batch);
    const weight = batch.counted ? notesIn(batch) : batch.size;
    sum.loss += loss * weight;
    sum.accuracy += accuracy * weight;
    sum.parts = parts.map((part, f) => (sum.parts[f] ?? 0) + part * weight);
    sum.weight += weight;
    await yieldToEventLoop();
  }
  if (sum.weight === 0) return null;
  if (stopped()) return "stopped";
  const mean = (total: number): number => total / sum.weight;
  return { loss: mean(sum.loss), accuracy: mean(sum.accuracy), parts: sum.parts.map(mean) };
}
