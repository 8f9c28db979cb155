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

/**
 * Probability of each note by both, gate · softmax(logits) + (1 − gate) · pointed, [B, T, V]: sums to 1 over the last
 * axis.
 * @param logits [B, T, V]
 * @param byPointing [B, T, V], {@link pointed}
 * @param gate [B, T, 1], over 0 to 1: how far the model trusts its own opinion
 */
export function mixture(logits: tf.Tensor3D, byPointing: tf.Tensor3D, gate: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => tf.add(tf.mul(gate, tf.softmax(logits)), tf.mul(tf.sub(1, gate), byPointing)) as tf.Tensor3D);
}

/** The smallest probability that is told from 0, so that a sure mistake costs 69 nats and not infinitely many. */
const LEAST = 1e-30;

/**
 * Mean over all notes of −ln p[target], a scalar in nats.
 * @param probabilities [B, T, V]
 * @param targets int32 [B, T]
 */
export function negativeLogLikelihood(probabilities: tf.Tensor3D, targets: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const ofTarget = tf.sum(tf.mul(probabilities, tf.oneHot(targets, probabilities.shape[2])), 2);
    return tf.neg(tf.mean(tf.log(tf.maximum(ofTarget, LEAST)))) as tf.Scalar;
  });
}
