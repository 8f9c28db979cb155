/** The LSTM of `lstm-ops.ts` as one op of `native/` forward and one backward. */
import { tf, type Attribute, boolAttribute, DataType, ops, typeAttribute, type Precision } from "../tensorflow";
import type {
  LstmGradients,
  LstmInput,
  LstmOps,
  LstmOutputGradients,
  LstmState,
  LstmTrace,
  LstmWeights,
} from "./lstm-ops";

const mixed = (precision: Precision) => boolAttribute("mixed_precision", precision === "bfloat16");

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

export const compiledLstm: LstmOps = { forward, backward };
