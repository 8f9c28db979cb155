/**
 * The input's part of an LSTM's gates, for a whole window at once: zx = x · W + b, and its gradient.
 *
 * A one-hot row times W is a row of W. So notes come as indices and the product is a row lookup;
 * the gradient of W adds each timestep's gradient to the row that was looked up. An index outside
 * the vocabulary (START = -1) stands for the all-zero row: it adds the bias only.
 */
import { tf, DataType, matMul, op, typeAttribute, type Precision } from "../tensorflow";
import type { LstmGradients, LstmInput, LstmWeights } from "./lstm-ops";

const indexType = typeAttribute("Tindices", DataType.int32);

/** @returns zx [T, B, 4U] */
export function project(input: LstmInput, { kernel, bias }: LstmWeights, precision: Precision): tf.Tensor3D {
  const [timesteps, batch] = input.shape;
  const gates = bias.shape[0];
  if (input.rank === 3) {
    const flat = tf.reshape(input, [timesteps * batch, kernel.shape[0]]);
    const z = op("BiasAdd", [matMul(flat, kernel, { precision }), bias]);
    return tf.reshape(z, [timesteps, batch, gates]);
  }
  const table = tf.concat([tf.add(kernel, bias), tf.reshape(bias, [1, gates])], 0);
  return op<tf.Tensor3D>(
    "GatherV2",
    [table, rowOf(input as tf.Tensor2D, kernel.shape[0]), tf.scalar(0, "int32")],
    [typeAttribute("Tparams", DataType.float32), indexType, typeAttribute("Taxis", DataType.int32)],
  );
}

/** Row of the table for each index: itself, or the row after the last for START. */
function rowOf(indices: tf.Tensor2D, vocabulary: number): tf.Tensor2D {
  const next: tf.Tensor = tf.scalar(vocabulary, "int32");
  return tf.where<tf.Tensor>(tf.less(indices, 0), next, indices) as tf.Tensor2D;
}

/** Gradients of `project`, from the gradient dzx [T, B, 4U] of its result. */
export function projectGradient(
  input: LstmInput,
  kernel: tf.Tensor2D,
  dzx: tf.Tensor3D,
  precision: Precision,
): Pick<LstmGradients, "kernel" | "bias" | "input"> {
  const [timesteps, batch, gates] = dzx.shape;
  const n = timesteps * batch;
  const flat = tf.reshape(dzx, [n, gates]) as tf.Tensor2D;
  const size = kernel.shape[0];
  if (input.rank === 3) {
    return {
      kernel: matMul(tf.reshape(input, [n, size]), flat, { transposeA: true, precision }),
      bias: columnSums(flat),
      input: tf.reshape(matMul(flat, kernel, { transposeB: true, precision }), [timesteps, batch, size]) as tf.Tensor3D,
    };
  }
  const table = op<tf.Tensor2D>(
    "UnsortedSegmentSum",
    [flat, tf.reshape(rowOf(input as tf.Tensor2D, size), [n]), tf.scalar(size + 1, "int32")],
    [typeAttribute("T", DataType.float32), indexType, typeAttribute("Tnumsegments", DataType.int32)],
  );
  // Every timestep fell into one of the V+1 rows, so the bias's gradient is their sum.
  return { kernel: tf.slice(table, [0, 0], [size, gates]), bias: columnSums(table), input: null };
}

function columnSums(matrix: tf.Tensor2D): tf.Tensor1D {
  return op<tf.Tensor1D>("BiasAddGrad", [matrix]);
}
