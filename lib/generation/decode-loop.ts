/** The decoder stepping on its own notes: nothing is read back from TensorFlow between steps. */
import { type DecoderWeights, type LstmState, makeDecoder } from "../model";
import { tf } from "../tensorflow";
import type { Choose } from "./sampling";

/**
 * Starts with the start symbol, feeds every chosen note back.
 * @param initial states [B, U] of each layer; they stay the caller's
 * @param choose null: the likeliest note
 * @returns notes [length, B], int32
 */
export function decodeLoop(
  weights: DecoderWeights,
  initial: readonly LstmState[],
  length: number,
  choose: Choose | null,
): tf.Tensor2D {
  return tf.tidy(() => {
    const batch = initial[0].h.shape[0];
    const decode = makeDecoder(weights, batch);
    const start = tf.fill([batch], -1, "int32") as tf.Tensor1D;
    if (choose === null) return decode(start, initial, length).notes;
    let states = initial.map(({ h, c }) => ({ h: h.clone(), c: c.clone() }));
    const notes: tf.Tensor1D[] = [];
    for (let i = 0; i < length; i++) {
      const next = decode(notes[i - 1] ?? start, states, 1);
      notes.push(choose(next.logits, i));
      tf.dispose([next.notes, next.logits, ...states.flatMap(({ h, c }) => [h, c])]);
      states = next.states;
    }
    return tf.stack(notes) as tf.Tensor2D;
  });
}
