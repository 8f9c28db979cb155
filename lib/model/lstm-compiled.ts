/**
 * The LSTM of `lstm-ops.ts` as one TensorFlow op forward and one backward. The ops are our own
 * (`native/`), compiled into the addon by the set-up where a compiler takes them; the environment
 * variable LSTM_OPS=tensorflow leaves them unused.
 *
 * What they gain: the recurrent kernel is brought into the CPU's order once per window and not once
 * per timestep; each core keeps its own units for the whole window and makes their gates and states
 * in one pass; and on CPUs with a bfloat16 matrix unit (AMX) a float32 product is made of six
 * bfloat16 ones, to at least float32's accuracy (`native/product_amx.h`).
 */
import { tf, type Attribute, boolAttribute, DataType, op, ops, typeAttribute, type Precision } from "../tensorflow";
import type {
  LstmGradients,
  LstmInput,
  LstmOps,
  LstmOutputGradients,
  LstmState,
  LstmTrace,
  LstmWeights,
} from "./lstm-ops";

/** The ops take the units in blocks of 32. */
const BLOCK = 32;

let present: boolean | undefined;

/** Whether the addon was built with the ops of `native/`, and they are wanted. */
export function compiledOpsPresent(): boolean {
  if (process.env.LSTM_OPS === "tensorflow") return false;
  if (present === undefined) {
    tf.tidy(() => {
      try {
        const one = tf.ones<tf.Rank.R2>([1, 1]);
        op("Product", [one, one], []);
        present = true;
      } catch {
        present = false;
      }
    });
  }
  return present!;
}

const mixed = (precision: Precision) => boolAttribute("mixed_precision", precision === "bfloat16");

/** a [M,K] times b [K,N], either of them optionally transposed first. Only where `compiledOpsPresent`; not on the gradient tape. */
export function product(
  a: tf.Tensor,
  b: tf.Tensor,
  transposeA: boolean,
  transposeB: boolean,
  precision: Precision,
): tf.Tensor2D {
  return op<tf.Tensor2D>(
    "Product",
    [a, b],
    [boolAttribute("transpose_a", transposeA), boolAttribute("transpose_b", transposeB), mixed(precision)],
  );
}

function attributes(input: LstmInput, precision: Precision): Attribute[] {
  return [typeAttribute("Tx", input.rank === 3 ? DataType.float32 : DataType.int32), mixed(precision)];
}

/** An empty tensor stands for zeros. */
const none = () => tf.tensor1d([], "float32");

function forward(
  input: LstmInput,
  { kernel, recurrent, bias }: LstmWeights,
  initial: LstmState | null,
  precision: Precision,
): LstmTrace {
  return tf.tidy(() => {
    const [h, c, gates] = ops(
      "LstmWindow",
      [input, kernel, recurrent, bias, initial?.h ?? none(), initial?.c ?? none()],
      attributes(input, precision),
      3,
    );
    return { h: h as tf.Tensor3D, c: c as tf.Tensor3D, saved: [gates] };
  });
}

function backward(
  input: LstmInput,
  { kernel, recurrent }: LstmWeights,
  { h, c, saved: [gates] }: LstmTrace,
  gradients: LstmOutputGradients,
  precision: Precision,
): LstmGradients {
  return tf.tidy(() => {
    const [dx, dKernel, dRecurrent, dBias, dh0, dc0] = ops(
      "LstmWindowGradient",
      [input, kernel, recurrent, h, c, gates, gradients.h ?? none(), gradients.hT, gradients.cT],
      attributes(input, precision),
      6,
    );
    return {
      kernel: dKernel as tf.Tensor2D,
      recurrent: dRecurrent as tf.Tensor2D,
      bias: dBias as tf.Tensor1D,
      input: input.rank === 3 ? (dx as tf.Tensor3D) : null,
      h0: dh0 as tf.Tensor2D,
      c0: dc0 as tf.Tensor2D,
    } as unknown as tf.TensorContainer;
  }) as unknown as LstmGradients;
}

export const compiledLstm: LstmOps = {
  name: "compiled ops, a window at a time",
  fits: (units) => units % BLOCK === 0 && compiledOpsPresent(),
  forward,
  backward,
};
