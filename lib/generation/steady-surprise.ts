/** Drawing notes so that a piece surprises the model as much as people's music does, neither falling into loops nor wandering off. */
import { drawNotes, noteByNote } from "../model";
import { tf } from "../tensorflow";
import { chancesOf } from "./sampling";
import type { Strategy } from "./strategy";

export interface SteadyOptions {
  /** The mean surprise per note to keep to, in bits, above 0: people's, measured on music that was held back. */
  bits: number;
  /** How much the temperature's logarithm gives for each bit that is missing, from 0 (as drawn at temperature 1). Default 0.6. */
  gain?: number;
  /** Weight of the notes before in the running mean, in [0, 1): 0.95 looks back over some 20 notes. Default 0.95. */
  memory?: number;
}

/** Draws as they are; the temperature is divided out before. */
const ALL = { temperature: 1, topK: Infinity, topP: 1 };

/**
 * Sampling whose temperature follows the running mean s of the notes' surprise, −log₂ p at temperature 1:
 *
 *   T = exp(gain · (bits − s)),   s ← memory · s + (1 − memory) · surprise of the note drawn
 *
 * A model that repeats itself is less and less surprised, and grows bolder; one that has lost the thread grows careful. The
 * idea of steering by surprise is Mirostat's (Basu, Ramachandran, Keskar, Varshney, ICLR 2021), which found repetition to go
 * with it; there the tail of the distribution is cut, which can lower surprise but never raise it, here the temperature does both.
 * @throws Error when an option is out of range
 */
export function steadySurprise({ bits, gain = 0.6, memory = 0.95 }: SteadyOptions): Strategy {
  if (!(bits > 0 && bits < Infinity))
    throw new Error(`A surprise of ${bits} bits a note is not possible; give one above 0.`);
  if (!(gain >= 0 && gain < Infinity)) throw new Error(`A gain of ${gain} is not possible; give one from 0.`);
  if (!(memory >= 0 && memory < 1))
    throw new Error(`A memory of ${memory} is not possible; give one from 0 to below 1.`);
  return {
    search(decoder, initial, { length, seed }) {
      const rows = initial.tensors[0].shape[0];
      let mean: tf.Tensor1D = tf.fill([rows], bits);
      return noteByNote(decoder.step, initial, length, (scores, t) => {
        const [note, after] = tf.tidy(() => {
          const temperature = tf.exp(tf.mul(gain, tf.sub(bits, mean)));
          const warmed = tf.div<tf.Tensor2D>(scores, tf.expandDims(temperature, 1));
          const drawn = drawNotes(warmed, chancesOf(seed, t, rows), ALL);
          const told = tf.mul(tf.logSoftmax(scores), tf.oneHot(drawn, decoder.vocabulary));
          const surprise = tf.div(tf.sum(told, 1), -Math.LN2);
          return [drawn, tf.add(tf.mul(memory, mean), tf.mul(1 - memory, surprise))] as [tf.Tensor1D, tf.Tensor1D];
        });
        mean.dispose();
        mean = after;
        return note;
      });
    },
  };
}
