import { op, tf } from "../tensorflow";

/**
 * Gradients scaled by min(1, limit / their common norm): the norm of all their values together (Pascanu et al. 2013,
 * "On the difficulty of training recurrent neural networks"). Within the limit the very same array is returned.
 */
export function clip(gradients: readonly tf.Tensor[], limit: number): readonly tf.Tensor[] {
  const norm = normOf(gradients);
  return norm <= limit ? gradients : gradients.map((gradient) => tf.mul(gradient, limit / norm));
}

/** L2Loss is half the sum of squares, without an array of the squares. */
function normOf(gradients: readonly tf.Tensor[]): number {
  const halves = tf.tidy(() => tf.addN(gradients.map((gradient) => op<tf.Scalar>("L2Loss", [gradient]))));
  const norm = Math.sqrt(2 * halves.dataSync()[0]);
  halves.dispose();
  return norm;
}
