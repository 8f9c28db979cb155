/** Loss and accuracy on windows that are not trained on. */
import { type Batch, type BatchSource, notesIn } from "../dataset";
import { accuracy, crossEntropy, type Trainable } from "../model";
import { tf } from "../tensorflow";
import { batchTensors } from "./batch-tensors";
import { yieldToEventLoop } from "./stop";

export interface Evaluation {
  /** Mean cross-entropy, nats per note. */
  loss: number;
  /** Share of notes predicted right, 0-1, each from the true note before it. */
  accuracy: number;
}

/** Loss and accuracy of a batch, dropout off; changes nothing. */
export function evaluateBatch(model: Trainable, batch: Batch): Evaluation {
  return tf.tidy(() => {
    const { inputs, targets, counted } = batchTensors(batch);
    const logits = model.training.apply(inputs, { training: false, timeMajor: true }) as tf.Tensor;
    return {
      loss: crossEntropy(logits, targets, counted).dataSync()[0],
      accuracy: accuracy(logits, targets, counted).dataSync()[0],
    };
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
  const sum = { loss: 0, accuracy: 0, weight: 0 };
  for (let step = 0; step < steps; step++) {
    if (stopped()) return "stopped";
    const batch = source.batch(0, step);
    if (batch.size === 0) continue; // a slice that got none
    const { loss, accuracy } = evaluateBatch(model, batch);
    const weight = batch.counted ? notesIn(batch) : batch.size;
    sum.loss += loss * weight;
    sum.accuracy += accuracy * weight;
    sum.weight += weight;
    await yieldToEventLoop();
  }
  if (sum.weight === 0) return null;
  return stopped() ? "stopped" : { loss: sum.loss / sum.weight, accuracy: sum.accuracy / sum.weight };
}
