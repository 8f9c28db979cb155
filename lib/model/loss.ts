/** Mean cross-entropy in nats per note, and accuracy, from logits. */
import { tf, DataType, op, ops, typeAttribute } from "../tensorflow";
import { differentiable } from "./gradient";

const LABELS = [typeAttribute("T", DataType.float32), typeAttribute("Tlabels", DataType.int32)];

/**
 * Mean over all notes of -log softmax(logits)[target], on the gradient tape: a scalar, in nats.
 * @param logits [..., V]
 * @param targets int32 indices below V, as many as logits has rows, in the same order
 * @param counted float32, as many, 1 where a note counts and 0 where not; left out: all count
 */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor, counted?: tf.Tensor): tf.Scalar {
  const vocabulary = logits.shape[logits.rank - 1];
  const n = logits.size / vocabulary;
  return differentiable([logits], {
    forward: (save) => {
      // One pass gives the losses and their gradient, softmax - one-hot.
      const [losses, gradient] = ops(
        "SparseSoftmaxCrossEntropyWithLogits",
        [tf.reshape(logits, [n, vocabulary]), tf.reshape(targets, [n])],
        LABELS,
        2,
      );
      const shares = counted && sharesOf(counted);
      save(shares ? [gradient, shares] : [gradient]);
      return [shares ? tf.sum(tf.mul(losses, shares)) : tf.mean(losses)];
    },
    backward: ([dy], [gradient, shares]) => [
      () => {
        const each = shares ? tf.mul(tf.expandDims(shares, 1), dy) : tf.div(dy, n);
        return tf.reshape(tf.mul(gradient, each), logits.shape);
      },
    ],
  })[0] as tf.Scalar;
}

/** Share of notes whose largest logit is the target's: a scalar, 0-1. Shapes as in `crossEntropy`. */
export function accuracy(logits: tf.Tensor, targets: tf.Tensor, counted?: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const vocabulary = logits.shape[logits.rank - 1];
    const n = logits.size / vocabulary;
    const hits = op(
      "InTopKV2",
      [tf.reshape(logits, [n, vocabulary]), tf.reshape(targets, [n]), tf.scalar(1, "int32")],
      [typeAttribute("T", DataType.int32)],
    );
    const right = tf.cast(hits, "float32");
    return (counted ? tf.sum(tf.mul(right, sharesOf(counted))) : tf.mean(right)) as tf.Scalar;
  });
}

/** What each note adds to a mean over those that count, [n]. */
function sharesOf(counted: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.div(counted, tf.sum(counted)), [-1]);
}
