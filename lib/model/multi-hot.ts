/** Several one-hot rows side by side: how a step of several numbers enters a layer. */
import { tf } from "../tensorflow";

/**
 * float32 [..., Σ sizes] for steps int32 [..., sizes.length or more]: one 1 for each number, in its own part of the row. A
 * negative number, as in the start symbol's step, leaves its part zero. Σ sizes is 2 or more.
 */
export function multiHot(steps: tf.Tensor, sizes: readonly number[]): tf.Tensor {
  const axis = steps.rank - 1;
  const before = sizes.map((_, f) => sizes.slice(0, f).reduce((a, b) => a + b, 0));
  const own = tf.slice(steps, new Array<number>(steps.rank).fill(0), [...steps.shape.slice(0, axis), sizes.length]);
  const places = tf.where(tf.less(own, 0), tf.scalar(-1, "int32"), tf.add(own, tf.tensor1d(before, "int32")));
  const width = sizes.reduce((a, b) => a + b, 0);
  return tf.sum(tf.oneHot(places.toInt() as tf.Tensor1D, width, 1, 0, "float32"), axis);
}
