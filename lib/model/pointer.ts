/**
 * A model that points back: beside its own opinion of the next note it may play again what followed a note like the
 * present one. Merity, Xiong, Bradbury, Socher: "Pointer Sentinel Mixture Models", ICLR 2017; See, Liu, Manning: "Get To
 * The Point", ACL 2017; Grave, Joulin, Usunier: "Improving Neural Language Models with a Continuous Cache", ICLR 2017,
 * where the keys are the states before each note and the values the notes that followed, as here.
 */
import { tf } from "../tensorflow";

/**
 * Probability of each note by pointing: the weights of the places where it stands, added up, [B, T, V].
 * @param weights [B, T, K], as `attention` gives them
 * @param notes int32 [B, K]: the note that followed the state which is key k
 */
export function pointed(weights: tf.Tensor3D, notes: tf.Tensor2D, vocabulary: number): tf.Tensor3D {
  return tf.tidy(() => tf.matMul(weights, tf.cast(tf.oneHot(notes, vocabulary), "float32") as tf.Tensor3D));
}
