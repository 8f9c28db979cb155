/** One LSTM cell for one timestep, after its products; Keras's gate order i, f, c, o. */
import { type tf, DataType, intAttribute, op, ops, typeAttribute } from "../tensorflow";

const SPLIT = [intAttribute("num_split", 4), typeAttribute("T", DataType.float32)];

export interface Cell {
  h: tf.Tensor2D;
  c: tf.Tensor2D;
  /** Activations [B, U]: i, f, g (the candidate), o, and tanh(c). */
  activations: tf.Tensor[];
}

/**
 * @param z [B, 4U] gates before activation: x·W + h·R + b
 * @param c [B, U] previous cell state
 * @param axis the int32 scalar 1, made once by the caller's loop
 */
export function lstmCell(z: tf.Tensor, c: tf.Tensor2D, axis: tf.Tensor): Cell {
  const [zi, zf, zc, zo] = ops("Split", [axis, z], SPLIT, 4);
  const i = op("Sigmoid", [zi]);
  const f = op("Sigmoid", [zf]);
  const g = op("Tanh", [zc]);
  const o = op("Sigmoid", [zo]);
  const next = op<tf.Tensor2D>("AddV2", [op("Mul", [f, c]), op("Mul", [i, g])]);
  const tanhC = op("Tanh", [next]);
  return { h: op("Mul", [o, tanhC]), c: next, activations: [i, f, g, o, tanhC] };
}
