/** Drawing the next note from scores in TensorFlow's stock ops: what `native/draw.h` does within its decoder. */
import { boolAttribute, DataType, intAttribute, op, ops, tf, typeAttribute } from "../tensorflow";

export interface Sampling {
  /** Scores are divided by it first; above 0. */
  temperature: number;
  /** Only so many of the best are kept, from 1; Infinity: all. */
  topK: number;
  /** Of these, the fewest of the best whose probabilities sum to at least so much, in (0, 1]. */
  topP: number;
}

/**
 * One note for each row, int32 [B]: the first at which the sum of the probabilities exceeds the row's chance. The notes
 * are passed in falling order of score, of equal ones the lower first; where all are kept, in their own order. So equal
 * chances give equal notes whoever draws, but for a chance within rounding (some 1e-6) of where two notes meet.
 * @param scores [B, V]
 * @param chances float32 [B], in [0, 1)
 */
export function drawNotes(scores: tf.Tensor2D, chances: tf.Tensor1D, sampling: Sampling): tf.Tensor1D {
  return tf.tidy(() => {
    const { temperature, topK, topP } = sampling;
    const vocabulary = scores.shape[1];
    const k = Math.min(topK, vocabulary);
    const cooled = temperature === 1 ? scores : tf.div<tf.Tensor2D>(scores, temperature);
    if (k === vocabulary && topP === 1) return place(tf.softmax(cooled), tf.scalar(vocabulary - 1), chances);
    const sorted = [boolAttribute("sorted", true), typeAttribute("T", DataType.float32)];
    const [best, notes] = ops("TopKV2", [cooled, tf.scalar(k, "int32")], sorted, 2) as tf.Tensor2D[];
    const probabilities = tf.softmax(best);
    // A note is in while the more probable ones sum to less than p; so the first always is.
    const inside = tf.cast(tf.less(tf.cumsum(probabilities, 1, true), topP), "float32");
    const last = tf.sub(tf.sum(inside, 1), 1);
    const rank = place(tf.mul(probabilities, inside), last, chances);
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

/** In each row the first place, at most `last`, at which the sum of the weights [B, n] exceeds that share of all: int32 [B]. */
function place(weights: tf.Tensor2D, last: tf.Tensor, chances: tf.Tensor1D): tf.Tensor1D {
  const wanted = tf.expandDims(tf.mul(chances, tf.sum(weights, 1)), 1);
  const passed = tf.sum(tf.cast(tf.lessEqual(tf.cumsum(weights, 1), wanted), "float32"), 1);
  return tf.cast(tf.minimum(passed, last), "int32") as tf.Tensor1D;
}
