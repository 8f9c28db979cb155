/** Attention: a state asks which of many others matter to it. On the gradient tape throughout. */
import { tf } from "../tensorflow";

/** Added to a score that must not count: its weight becomes 0. */
const NEVER = -1e9;

/**
 * How much each query looks at each key: softmax over the keys of query · key, [B, T, K]. "Dot" in Luong, Pham, Manning:
 * "Effective Approaches to Attention-based Neural Machine Translation", EMNLP 2015, section 3.1.
 * @param queries [B, T, U]
 * @param keys [B, K, U]
 * @param mask [T, K], 1 where query t may look at key k and 0 where not; each row has a 1. Left out: at all of them.
 */
export function attention(queries: tf.Tensor3D, keys: tf.Tensor3D, mask?: tf.Tensor2D): tf.Tensor3D {
  return tf.tidy(() => {
    const scores = tf.matMul(queries, keys, false, true);
    return tf.softmax(mask ? tf.add(scores, tf.mul(tf.sub(1, mask), NEVER)) : scores) as tf.Tensor3D;
  });
}

/**
 * Which notes a decoder may look at as it predicts note t of its own: all `read` by the encoder and those of its own
 * before t, [played, read + played]. Row 0 needs a note that was read.
 * @throws Error when nothing was read.
 */
export function notesBefore(read: number, played: number): tf.Tensor2D {
  if (read < 1) throw new Error("There is no note to look back at; let the encoder read one or more.");
  const may = (t: number, k: number) => Number(k < read + t);
  return tf.tensor2d(
    Float32Array.from({ length: played * (read + played) }, (_, i) =>
      may(Math.floor(i / (read + played)), i % (read + played)),
    ),
    [played, read + played],
  );
}
