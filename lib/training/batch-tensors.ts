/** A batch as tensors for the training model. */
import type { Batch } from "../dataset";
import type { Judged } from "../model";
import { tf } from "../tensorflow";

/** @throws Error when the batch's sizes disagree. */
export function batchTensors({ size, timesteps, encoder, decoder, target, counted }: Batch): Judged {
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
