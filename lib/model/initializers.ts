/**
 * Initial weights, drawn by TensorFlow itself from a seed: the same seed gives the same weights.
 *
 * Glorot's uniform serves the recurrent kernels too, where Keras takes an orthogonal matrix:
 * TF.js makes that one by a QR factorisation in JavaScript, 45 s for one 1024 x 4096 kernel.
 */
import { tf, DataType, op, typeAttribute } from "../tensorflow";

/** What `tf.layers` asks of an initializer. */
export interface Initializer {
  apply(shape: tf.Shape): tf.Tensor;
  getConfig(): tf.serialization.ConfigDict;
}

/** Uniform in [0, 1), decided by the two seeds (int32) alone: Philox, TensorFlow's StatelessRandomUniform. */
export function seededUniform(shape: number[], seed: number, stream: number): tf.Tensor {
  return tf.tidy(() =>
    op(
      "StatelessRandomUniform",
      [tf.tensor1d(shape, "int32"), tf.tensor1d([seed, stream], "int32")],
      [
        typeAttribute("dtype", DataType.float32),
        typeAttribute("T", DataType.int32),
        typeAttribute("Tseed", DataType.int32),
      ],
    ),
  );
}

/**
 * Uniform within ±sqrt(6 / (rows + columns)), for a matrix [rows, columns] (Glorot & Bengio 2010).
 * @param stream tells one weight of a model from the next; an integer
 */
export function glorotUniform(seed: number, stream: number): Initializer {
  return {
    apply: (shape) => {
      const [fanIn, fanOut] = shape as number[];
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      return tf.tidy(() => tf.sub(tf.mul(seededUniform([fanIn, fanOut], seed, stream), 2 * limit), limit));
    },
    getConfig: () => ({ seed, stream }),
  };
}

export const zeros: Initializer = {
  apply: (shape) => tf.zeros(shape as number[]),
  getConfig: () => ({}),
};

/** An LSTM's bias [4U]: 1 for the forget gate, so that memory is kept at first (Jozefowicz et al. 2015); else 0. */
export const unitForgetBias: Initializer = {
  apply: ([gates]) => {
    const units = gates! / 4;
    return tf.tidy(() => tf.concat([tf.zeros([units]), tf.ones([units]), tf.zeros([2 * units])]));
  },
  getConfig: () => ({}),
};
