/** Loss and accuracy on windows that are not trained on. */
import type { Batch, BatchSource } from "../dataset";
import { accuracy, crossEntropy, type Seq2Seq } from "../model";
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
export function evaluateBatch(model: Seq2Seq, batch: Batch): Evaluation {
  return tf.tidy(() => {
    const { inputs, targets } = batchTensors(batch);
    const logits = model.training.apply(inputs, { training: false, timeMajor: true }) as tf.Tensor;
    return { loss: crossEntropy(logits, targets).dataSync()[0], accuracy: accuracy(logits, targets).dataSync()[0] };
  });
}

/**
 * The mean over all notes of a source's first epoch, without dropout.
 * @returns null when there are no windows; "stopped" as soon as `stopped()` holds.
 */
export async function evaluate(
  model: Seq2Seq,
  source: BatchSource,
  stopped: () => boolean = () => false,
): Promise<Evaluation | null | "stopped"> {
  const steps = source.steps(0);
  const sum = { loss: 0, accuracy: 0, windows: 0 };
  for (let step = 0; step < steps; step++) {
    if (stopped()) return "stopped";
    const batch = source.batch(0, step);
    if (batch.size === 0) continue; // a slice that got none
    const { loss, accuracy } = evaluateBatch(model, batch);
    sum.loss += loss * batch.size;
    sum.accuracy += accuracy * batch.size;
    sum.windows += batch.size;
    await yieldToEventLoop();
  }
  if (sum.windows === 0) return null;
  return stopped() ? "stopped" : { loss: sum.loss / sum.windows, accuracy: sum.accuracy / sum.windows };
}
