/** One-hot tensors: the article's form of the model's input and target. */
import { tf } from "../tensorflow";
import { START } from "../encoding";

/**
 * One-hot rows for `indices` [nb × timesteps]: a float32 tensor [nb, timesteps, vocabulary] with a single 1 in each
 * row, at the index; the row of START is all zeros. The caller disposes of it.
 *
 * It takes nb × timesteps × vocabulary × 4 bytes (2,000 windows of 50 notes and 580 pseudo-notes: 232 MB), which is why
 * the training keeps indices.
 * @throws Error when an index is neither START nor in 0…vocabulary − 1, or the indices do not fill whole windows.
 */
export function toOneHot(indices: Int32Array, timesteps: number, vocabulary: number): tf.Tensor3D {
  if (!Number.isInteger(timesteps) || timesteps < 1 || indices.length % timesteps !== 0) {
    throw new Error(`${indices.length} notes are not whole windows of ${timesteps}; give nb × timesteps indices.`);
  }
  const stranger = indices.find((index) => index !== START && (index < 0 || index >= vocabulary));
  if (stranger !== undefined) {
    throw new Error(
      `${stranger} is not the index of one of ${vocabulary} pseudo-notes; encode with the same vocabulary.`,
    );
  }
  return tf.tidy(() => {
    const windows = tf.tensor2d(indices, [indices.length / timesteps, timesteps], "int32");
    return tf.oneHot(windows, vocabulary, 1, 0, "float32") as unknown as tf.Tensor3D;
  });
}
