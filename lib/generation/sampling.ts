/**
 * Drawing the next note from the model's scores, inside TensorFlow: at random with temperature,
 * top-k (Fan et al. 2018) and nucleus, top-p (Holtzman et al. 2020).
 */
import { disposeState, startOf } from "../model";
import { DataType, intAttribute, boolAttribute, op, ops, typeAttribute, tf } from "../tensorflow";
import type { Strategy } from "./strategy";

export interface SampleOptions {
  /** Scores are divided by it first: below 1 safer, above 1 bolder. Default 1. */
  temperature?: number;
  /** Only the k most probable notes. Default: all. */
  topK?: number;
  /** Of those, the fewest most probable notes whose probabilities sum to at least p, in (0, 1]. Default 1. */
  topP?: number;
}

/** Scores [B, V] of one step -> the chosen notes, int32 [B]; step and seed (int32) alone decide each draw. */
export type Draw = (scores: tf.Tensor2D, seed: number, step: number) => tf.Tensor1D;

const FLOAT = typeAttribute("T", DataType.float32);
const INT_OUTPUT = typeAttribute("output_dtype", DataType.int32);

/**
 * A note drawn by its probability, at each step.
 * @throws Error when temperature, topK or topP is outside its range
 */
export function sample(options: SampleOptions = {}): Strategy {
  const drawNotes = drawFrom(options);
  return {
    search(decoder, initial, { length, seed }) {
      const rows = initial.tensors[0].shape[0];
      const notes: tf.Tensor1D[] = [];
      let state = initial;
      for (let t = 0; t < length; t++) {
        const next = decoder.step(state, notes[t - 1] ?? startOf(rows));
        notes.push(drawNotes(next.scores, seed, t));
        next.scores.dispose();
        if (t > 0) disposeState(state);
        state = next.state;
      }
      return tf.stack(notes) as tf.Tensor2D;
    },
  };
}

/** What one step of {@link sample} does. @throws Error as it does. */
export function drawFrom({ temperature = 1, topK = Infinity, topP = 1 }: SampleOptions): Draw {
  if (!(temperature > 0))
    throw new Error(`A temperature of ${temperature} is not possible; give one above 0, or choose argmax.`);
  if (!((Number.isInteger(topK) || topK === Infinity) && topK >= 1))
    throw new Error(`Top-k of ${topK} is not possible; give a whole number from 1.`);
  if (!(topP > 0 && topP <= 1)) throw new Error(`Top-p of ${topP} is not possible; give one above 0 and at most 1.`);
  return (logits, seed, step) =>
    tf.tidy(() => {
      const vocabulary = logits.shape[1];
      const k = Math.min(topK, vocabulary);
      const scores = temperature === 1 ? logits : tf.div<tf.Tensor2D>(logits, temperature);
      if (k === vocabulary && topP === 1) return draw(scores, seed, step);
      const [best, notes] = ops(
        "TopKV2",
        [scores, tf.scalar(k, "int32")],
        [boolAttribute("sorted", true), FLOAT],
        2,
      ) as tf.Tensor2D[];
      const rank = draw(topP === 1 ? best : nucleus(best, topP), seed, step);
      return op<tf.Tensor1D>(
        "GatherV2",
        [notes, rank, tf.scalar(1, "int32")],
        [
          intAttribute("batch_dims", 1),
          typeAttribute("Tparams", DataType.int32),
          typeAttribute("Tindices", DataType.int32),
          typeAttribute("Taxis", DataType.int32),
        ],
      );
    });
}

/** One index a row, with probability softmax(scores). */
function draw(scores: tf.Tensor2D, seed: number, step: number): tf.Tensor1D {
  const drawn = op(
    "StatelessMultinomial",
    [scores, tf.scalar(1, "int32"), tf.tensor1d([seed, step], "int32")],
    [FLOAT, typeAttribute("Tseed", DataType.int32), INT_OUTPUT],
  );
  return tf.reshape(drawn, [scores.shape[0]]) as tf.Tensor1D;
}

/** Scores in falling order -> the same with those outside the nucleus at minus infinity. */
function nucleus(sorted: tf.Tensor2D, p: number): tf.Tensor2D {
  // A note is in while the more probable ones sum to less than p; so the first always is.
  const before = tf.cumsum(tf.softmax(sorted), 1, true);
  return tf.where(tf.less(before, p), sorted, tf.scalar(-Infinity) as tf.Tensor) as tf.Tensor2D;
}
