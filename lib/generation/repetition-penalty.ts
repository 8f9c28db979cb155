/** Argmax that shuns what it has played: a loop gets less likely with each note of it (after Keskar et al. 2019). */
import { noteByNote } from "../model";
import { tf } from "../tensorflow";
import type { Strategy } from "./strategy";

/**
 * The likeliest note at each step, the scores of notes already played lowered by `penalty`. Keskar et al. divide scores
 * by a factor; ours are logits, of either sign, so here it is subtracted: in nats, as log-probabilities are.
 * @param penalty from 0 (argmax) up
 * @throws Error when it is negative or not a number
 */
export function repetitionPenalty(penalty: number): Strategy {
  if (!(penalty >= 0)) throw new Error(`A repetition penalty of ${penalty} is not possible; give one from 0.`);
  return {
    search(decoder, initial, { length }) {
      const rows = initial.tensors[0].shape[0];
      let played: tf.Tensor2D = tf.zeros([rows, decoder.vocabulary]);
      return noteByNote(decoder.step, initial, length, (scores) => {
        const shunned = penalty === 0 ? scores : tf.where(played.greater(0), scores.sub(penalty), scores);
        const note = tf.argMax(shunned, 1).cast("int32") as tf.Tensor1D;
        played = tf.maximum(played, tf.oneHot(note, decoder.vocabulary));
        return note;
      });
    },
  };
}
