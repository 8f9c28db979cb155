/** Several one-hot rows side by side: how a step of several numbers enters a layer. */
import { tf } from "../tensorflow";

/**
 * float32 [..., Σ sizes] for steps int32 [..., sizes.length]: one 1 for each number, in its own part of the row. A negative
 * number, as in the start symbol's step, leaves its part zero.
 */
export function multiHot(steps: tf.Tensor, sizes: readonly number[]): tf.Tensor {
  const columns = tf.unstack(steps, steps.rank - 1);
  return tf.concat(
    sizes.map((size, f) => tf.oneHot(columns[f] as tf.Tensor1D, size, 1, 0, "float32") as tf.Tensor),
    steps.rank - 1,
  );
}
