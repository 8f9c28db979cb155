/** The decoder stepping on its own notes: nothing is read back from TensorFlow between steps. */
import { type DecoderWeights, type LstmState, stepDecoder } from "../model";
import { tf } from "../tensorflow";
import type { Choose } from "./sampling";

/**
 * Starts with the start symbol, feeds every chosen note back.
 * @param initial states [B, U] of each layer; they stay the caller's
 * @returns notes [length, B], int32
 */
export function decodeLoop(weights: DecoderWeights, initial: readonly LstmState[], length: number, choose: Choose): tf.Tensor2D {
  return tf.tidy(() => {
    const step = stepDecoder(weights);
    const batch = initial[0].h.shape[0];
    let note = tf.fill([batch], -1, "int32") as tf.Tensor1D;
    let states = initial.map(({ h, c }) => ({ h: h.clone(), c: c.clone() }));
    const notes: tf.Tensor1D[] = [];
    for (let i = 0; i < length; i++) {
      const next = step(note, states);
      note = choose(next.logits, i);
      notes.push(note);
      tf.dispose([next.logits, ...states.flatMap(({ h, c }) => [h, c])]);
      states = next.states;
    }
    return tf.stack(notes) as tf.Tensor2D;
  });
}
