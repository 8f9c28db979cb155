/** Teacher forcing, looked at: the decoder is told each true note before it is asked for the next. */
import { START } from "../encoding";
import type { Seq2Seq } from "../model";
import { tf } from "../tensorflow";

/**
 * The note that the model finds likeliest at each place of `truth`, having read `prompt` and been told the true notes
 * before that place, as in training; dropout off. `generate` is its counterpart: told nothing.
 * @param prompt what the encoder reads, indices
 * @returns as many notes as `truth` has
 * @throws Error when either is empty.
 */
export function told(model: Seq2Seq, prompt: Int32Array, truth: Int32Array): Int32Array {
  if (prompt.length === 0 || truth.length === 0)
    throw new Error("There is nothing to tell the model; give at least one note to read and one to ask for.");
  const late = Int32Array.of(START, ...truth.subarray(0, -1));
  return tf.tidy(() => {
    const inputs = [prompt, late].map((notes) => tf.tensor2d(notes, [1, notes.length], "int32"));
    const logits = model.training.apply(inputs, { training: false, timeMajor: true }) as tf.Tensor;
    return Int32Array.from(tf.reshape(tf.argMax(logits, -1), [truth.length]).dataSync());
  });
}

/** The numbers of the places, from 0, at which `made` does not have the note of `truth`; as far as both go. */
export function mistakes(made: ArrayLike<number>, truth: ArrayLike<number>): number[] {
  const both = Math.min(made.length, truth.length);
  return Array.from({ length: both }, (_, place) => place).filter((place) => made[place] !== truth[place]);
}
