/** Composing: the encoder reads a prompt, the decoder plays on from the states that this leaves. */
import { type Composer, openDecoder } from "../model";
import { type Precision, tf } from "../tensorflow";
import { argmax } from "./argmax";
import type { Strategy } from "./strategy";

export interface DecodeOptions {
  /** How many notes to generate for each prompt; it may exceed the windows trained on. */
  length: number;
  /** Default argmax. */
  strategy?: Strategy;
  /** Decides what sampling draws; int32, default 0. */
  seed?: number;
  /**
   * As which the decoder keeps its kernels. "bfloat16" (8 significant bits in place of 24) halves the memory that each
   * note reads, which bounds the speed of large models; some notes then differ (environment.md). Default "float32".
   */
  weights?: Precision;
}

/**
 * Generates notes for a batch of prompts. Where a note has several numbers, prompts, `length` and what is returned count
 * numbers: those of whole notes.
 * @param prompts windows of notes (indices below the vocabulary's size), all equally long
 * @returns for each prompt `length` notes, as indices
 * @throws Error when there are no prompts, they differ in length, or an option is out of range
 */
export function generate(model: Composer, prompts: readonly Int32Array[], options: DecodeOptions): Int32Array[] {
  const { length, strategy = argmax, seed = 0, weights } = options;
  if (prompts.length === 0 || prompts[0].length === 0)
    throw new Error("There is no prompt to start from; give at least one window of notes.");
  const timesteps = prompts[0].length;
  if (prompts.some((notes) => notes.length !== timesteps))
    throw new Error("Prompts of one batch must be equally long; cut them to one length, or generate them one by one.");
  if (!(Number.isInteger(length) && length >= 1))
    throw new Error(`A length of ${length} notes is not possible; give a whole number from 1.`);
  const { vocabulary } = model;
  for (const notes of prompts)
    for (const note of notes) {
      if (!(note < vocabulary))
        throw new Error(
          `A prompt holds the note ${note}, but the vocabulary has ${vocabulary} notes; encode it with the model's vocabulary.`,
        );
    }
  return tf.tidy(() => {
    const flat = new Int32Array(prompts.length * timesteps);
    prompts.forEach((notes, i) => flat.set(notes, i * timesteps));
    const read = tf.tensor2d(flat, [prompts.length, timesteps], "int32");
    const { decoder, state } = openDecoder(model, read, strategy.width, weights);
    const notes = strategy.search(decoder, state, { length, seed }).dataSync();
    return prompts.map((_, b) => Int32Array.from({ length }, (_, t) => notes[t * prompts.length + b]));
  });
}
