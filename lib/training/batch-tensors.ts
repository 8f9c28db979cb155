/** A batch as tensors for the training model. */
import type { Batch } from "../dataset";
import { tf } from "../tensorflow";

export interface BatchTensors {
  /** Encoder's and decoder's notes, int32 [B, T] each. */
  inputs: tf.Tensor[];
  /** int32 [T, B]: the order of the logits with `timeMajor`. */
  targets: tf.Tensor;
  /** float32 [T, B]: 1 for each note that counts; left out: all count. */
  counted?: tf.Tensor;
}

/** @throws Error when the batch's sizes disagree. */
export function batchTensors({ size, timesteps, encoder, decoder, target, counted }: Batch): BatchTensors {
  for (const [name, notes] of Object.entries({ encoder, decoder, target })) {
    if (notes.length !== size * timesteps)
      throw new Error(
        `The batch's ${name} holds ${notes.length} notes, not ${size} windows of ${timesteps}; ask a BatchSource for it.`,
      );
  }
  const tensor = (notes: Int32Array) => tf.tensor2d(notes, [size, timesteps], "int32");
  const encoderNotes = tensor(encoder);
  return {
    inputs: [encoderNotes, tensor(decoder)],
    targets: tf.transpose(target === encoder ? encoderNotes : tensor(target)),
    ...(counted && { counted: tf.transpose(tf.tensor2d(counted, [size, timesteps])) }),
  };
}
