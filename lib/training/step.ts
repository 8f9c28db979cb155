/** One step of training, and the same measures without one. */
import { accuracy, crossEntropy, type Seq2Seq } from "../model";
import { tf } from "../tensorflow";
import type { Batch } from "../dataset";
import type { Adam } from "./adam";

export interface StepResult {
  /** Mean cross-entropy, nats per note. */
  loss: number;
  /** Share of notes predicted right with the true notes before them, 0-1. */
  accuracy: number;
}

/**
 * Forward, backward and one update by `adam`.
 * @param seed int32 that decides the dropout masks; give each step its own
 * @returns measures before the update, with dropout on
 */
export function trainStep(model: Seq2Seq, adam: Adam, batch: Batch, seed: number): StepResult {
  return tf.tidy(() => {
    const weights = model.weights;
    const { inputs, targets } = tensorsOf(batch);
    let right: tf.Scalar | undefined;
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = model.training.apply(inputs, {
          training: true,
          dropoutSeed: seed,
          timeMajor: true,
        }) as tf.Tensor;
        right = tf.keep(accuracy(logits, targets));
        return crossEntropy(logits, targets);
      },
      weights.map(({ variable }) => variable),
    );
    adam.apply(weights.map(({ name, variable }) => ({ name, variable, gradient: grads[variable.name] })));
    const result = { loss: value.dataSync()[0], accuracy: right!.dataSync()[0] };
    right!.dispose();
    return result;
  });
}

/** Loss and accuracy of a batch, dropout off; changes nothing. */
export function evaluateBatch(model: Seq2Seq, batch: Batch): StepResult {
  return tf.tidy(() => {
    const { inputs, targets } = tensorsOf(batch);
    const logits = model.training.apply(inputs, { training: false, timeMajor: true }) as tf.Tensor;
    return { loss: crossEntropy(logits, targets).dataSync()[0], accuracy: accuracy(logits, targets).dataSync()[0] };
  });
}

/** Inputs [B, T]; targets [T, B], the order of the logits with `timeMajor`. */
function tensorsOf({ size, timesteps, encoder, decoder, target }: Batch): { inputs: tf.Tensor[]; targets: tf.Tensor } {
  for (const [name, notes] of Object.entries({ encoder, decoder, target })) {
    if (notes.length !== size * timesteps)
      throw new Error(
        `The batch's ${name} holds ${notes.length} notes, not ${size} windows of ${timesteps}; make batches with makeWindows.`,
      );
  }
  const shape: [number, number] = [size, timesteps];
  return {
    inputs: [tf.tensor2d(encoder, shape, "int32"), tf.tensor2d(decoder, shape, "int32")],
    targets: tf.transpose(tf.tensor2d(target, shape, "int32")),
  };
}
