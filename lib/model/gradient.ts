/**
 * A function with a hand-written gradient and any number of outputs.
 * TF.js's `tf.customGrad` is the same for one output; an LSTM has three (sequence, h, c).
 */
import { tf } from "../tensorflow";

type Save = (tensors: tf.Tensor[]) => void;

export interface Differentiable {
  /** Computes the outputs and saves what the gradient will need. Runs inside a tidy. */
  forward(save: Save): tf.Tensor[];
  /**
   * Gradients with respect to the inputs, in their order, as functions called only for inputs
   * that need one. `dys`: one gradient per output, zeros where an output was not used.
   */
  backward(dys: tf.Tensor[], saved: tf.Tensor[]): (() => tf.Tensor)[];
}

interface Engine {
  runKernelFunc(call: {
    forwardFunc: (backend: unknown, save: Save) => tf.Tensor[];
    backwardsFunc: (dys: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => Record<number, () => tf.Tensor>;
    inputs: Record<number, tf.Tensor>;
  }): tf.Tensor[];
}

/** @param inputs the float32 tensors and variables that may want a gradient */
export function differentiable(inputs: readonly tf.Tensor[], f: Differentiable): tf.Tensor[] {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    forwardFunc: (_, save) => f.forward(save),
    backwardsFunc: (dys, saved) => ({ ...f.backward(Array.isArray(dys) ? dys : [dys], saved) }),
    inputs: { ...inputs },
  });
}
