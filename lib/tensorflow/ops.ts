/**
 * Calling TensorFlow's own ops, beyond those that TF.js wraps.
 *
 * Two levels. `op` works with TF.js tensors: tidy, gradients' save and dispose treat its results
 * like any other. `raw` works with the addon's handles (plain integers): for data types that
 * TF.js does not know (resources, bfloat16) and where a loop must not make a tensor object per
 * call. Raw handles are nobody's business but the caller's: `release` each one.
 */
import type { NodeJSKernelBackend } from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";
import { tf } from "./tf";

/** Numbers of TensorFlow's data types (tensorflow/core/framework/types.proto). */
export const DataType = { float32: 1, int32: 3, bool: 10, bfloat16: 14 } as const;

/** Numbers of TensorFlow's attribute kinds (TF_AttrType in tensorflow/c/c_api.h). */
const AttributeKind = { string: 0, int: 1, bool: 3, type: 4, shape: 5 } as const;

export interface Attribute {
  name: string;
  type: number;
  value: string | number | boolean | number[];
}

export const typeAttribute = (name: string, value: number): Attribute => ({ name, type: AttributeKind.type, value });
export const intAttribute = (name: string, value: number): Attribute => ({ name, type: AttributeKind.int, value });
export const boolAttribute = (name: string, value: boolean): Attribute => ({ name, type: AttributeKind.bool, value });
export const stringAttribute = (name: string, value: string): Attribute => ({
  name,
  type: AttributeKind.string,
  value,
});
export const shapeAttribute = (name: string, value: number[]): Attribute => ({
  name,
  type: AttributeKind.shape,
  value,
});

const FLOAT: readonly Attribute[] = [typeAttribute("T", DataType.float32)];

interface Entry {
  id: number;
  values: unknown;
  refCount: number;
}
interface Binding {
  executeOp(name: string, attributes: readonly Attribute[], inputs: number[], outputs: number): { id: number }[];
  createTensor(shape: number[], type: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array;
  getNumOfTensors(): number;
}
/** The backend's parts that TF.js marks private: its table of handles, and the way in and out of it. */
interface Backend {
  binding: Binding;
  tensorMap: { get(dataId: object): Entry };
  createOutputTensor(info: { id: number; shape: number[]; dtype: number }): tf.Tensor;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  refCount(dataId: object): number;
}

export function backend(): Backend {
  return tf.backend() as NodeJSKernelBackend as unknown as Backend;
}

/**
 * Runs a TensorFlow op on TF.js tensors.
 * @param attributes default: data type `T` is float32
 * @param outputs number of outputs the op has
 * @throws TensorFlow's message, when it refuses
 */
export function ops(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: readonly Attribute[] = FLOAT,
  outputs = 1,
): tf.Tensor[] {
  const b = tf.backend() as NodeJSKernelBackend;
  return b.executeMultipleOutputs(name, attributes as Attribute[], inputs as tf.Tensor[], outputs);
}

/** The same, for an op of one output. */
export function op<T extends tf.Tensor = tf.Tensor>(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: readonly Attribute[] = FLOAT,
): T {
  return ops(name, inputs, attributes, 1)[0] as T;
}

/** The handle behind a tensor; it stays the tensor's. */
export function handleOf(tensor: tf.Tensor): number {
  return backend().getInputTensorIds([tensor])[0];
}

/** Runs a TensorFlow op on handles; the results are the caller's to `release`. */
export function raw(name: string, attributes: readonly Attribute[], inputs: number[], outputs = 1): number[] {
  return backend()
    .binding.executeOp(name, attributes, inputs, outputs)
    .map((output) => output.id);
}

export function release(...handles: number[]): void {
  const { binding } = backend();
  for (const handle of handles) binding.deleteTensor(handle);
}

/** Of a product's factors. Sums and results are float32 either way. */
export type Precision = "float32" | "bfloat16";

export interface ProductOptions {
  transposeA?: boolean;
  transposeB?: boolean;
  /** Default float32. */
  precision?: Precision;
}

/** a [M, K] times b [K, N], either of them optionally transposed first: [M, N]. Not on the gradient tape. */
export function matMul(a: tf.Tensor, b: tf.Tensor, options: ProductOptions = {}): tf.Tensor2D {
  const { transposeA = false, transposeB = false, precision } = options;
  const transposed = [boolAttribute("transpose_a", transposeA), boolAttribute("transpose_b", transposeB)];
  if (precision !== "bfloat16") return op<tf.Tensor2D>("MatMul", [a, b], [...transposed, FLOAT[0]]);
  const factors = [a, b].map((factor) => cast(handleOf(factor), DataType.float32, DataType.bfloat16));
  const [product] = raw("MatMul", [...transposed, typeAttribute("T", DataType.bfloat16)], factors);
  const result = cast(product, DataType.bfloat16, DataType.float32);
  release(...factors, product);
  const shape = [a.shape[transposeA ? 1 : 0]!, b.shape[transposeB ? 0 : 1]!];
  return backend().createOutputTensor({ id: result, shape, dtype: DataType.float32 }) as tf.Tensor2D;
}

/** The nearest values that bfloat16 has, as float32. Not on the gradient tape. */
export function roundedToBfloat16<T extends tf.Tensor>(tensor: T): T {
  const coarse = cast(handleOf(tensor), DataType.float32, DataType.bfloat16);
  const id = cast(coarse, DataType.bfloat16, DataType.float32);
  release(coarse);
  return backend().createOutputTensor({ id, shape: tensor.shape, dtype: DataType.float32 }) as T;
}

/** TF.js has no bfloat16 tensors: from a handle of TensorFlow's to a new one, rounded to the nearest. */
export function cast(handle: number, from: number, to: number): number {
  const attributes = [typeAttribute("SrcT", from), typeAttribute("DstT", to), boolAttribute("Truncate", false)];
  return raw("Cast", attributes, [handle])[0];
}

/** Rows `first` to `last` (exclusive) of the first axis. TensorFlow shares the memory, it copies nothing. */
export function rows<T extends tf.Tensor>(tensor: T, first: number, last: number): T {
  return tf.slice(tensor, [first], [last - first]) as T;
}
