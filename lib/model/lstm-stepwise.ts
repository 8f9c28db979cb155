/**
 * The recurrence of an LSTM in TensorFlow's stock ops: a dozen calls a timestep forward, three
 * backward (`LSTMBlockCellGrad` does a cell's whole gradient), and the recurrent kernel's gradient
 * as one product over all timesteps. It works wherever the addon does. Interface: `lstm-ops.ts`.
 */
import {
  tf,
  boolAttribute,
  DataType,
  intAttribute,
  matMul,
  op,
  ops,
  rows,
  typeAttribute,
  type Precision,
} from "../tensorflow";
import { lstmCell } from "./cell";
import { project, projectGradient } from "./lstm-input";
import type {
  LstmGradients,
  LstmInput,
  LstmOps,
  LstmOutputGradients,
  LstmState,
  LstmTrace,
  LstmWeights,
} from "./lstm-ops";

const T = typeAttribute("T", DataType.float32);

/** The first axis taken apart: [N, ...] -> N tensors. */
function unpack(tensor: tf.Tensor): tf.Tensor2D[] {
  const n = tensor.shape[0];
  return ops("Unpack", [tensor], [intAttribute("num", n), intAttribute("axis", 0), T], n) as tf.Tensor2D[];
}

/** The reverse: N tensors under one new first axis. */
function pack(tensors: tf.Tensor[]): tf.Tensor3D {
  return op<tf.Tensor3D>("Pack", tensors, [intAttribute("N", tensors.length), intAttribute("axis", 0), T]);
}

/** [.., 4U] with gates i, f, c, o -> i, c, f, o, the order of TensorFlow's block cell; and back. */
function swapFC<R extends tf.Tensor>(gates: R): R {
  const [i, f, c, o] = tf.split(gates as tf.Tensor, 4, -1);
  return tf.concat([i, c, f, o], -1) as R;
}

function forward(input: LstmInput, weights: LstmWeights, initial: LstmState | null, precision: Precision): LstmTrace {
  return tf.tidy(() => {
    const { recurrent } = weights;
    const zx = project(input, weights, precision);
    const zeros = () => tf.zeros<tf.Rank.R2>([zx.shape[1], recurrent.shape[0]]);
    let { h, c } = initial ?? { h: zeros(), c: zeros() };
    const hs = [h];
    const cs = [c];
    const gates: tf.Tensor[][] = [];
    const axis = tf.scalar(1, "int32");
    for (const x of unpack(zx)) {
      const cell = lstmCell(op("AddV2", [x, matMul(h, recurrent, { precision })]), c, axis);
      ({ h, c } = cell);
      hs.push(h);
      cs.push(c);
      gates.push(cell.activations);
    }
    return { h: pack(hs), c: pack(cs), saved: gates[0].map((_, k) => pack(gates.map((step) => step[k]))) };
  }) as LstmTrace;
}

function backward(
  input: LstmInput,
  weights: LstmWeights,
  trace: LstmTrace,
  gradients: LstmOutputGradients,
  precision: Precision,
): LstmGradients {
  return tf.tidy(() => {
    const { dzx, h0, c0 } = recurrenceGradient(weights.recurrent, trace, gradients, precision);
    const [timesteps, batch, gates] = dzx.shape;
    const n = timesteps * batch;
    const before = tf.reshape(rows(trace.h, 0, timesteps), [n, gates / 4]);
    const recurrent = matMul(before, tf.reshape(dzx, [n, gates]), { transposeA: true, precision });
    return {
      ...projectGradient(input, weights.kernel, dzx, precision),
      recurrent,
      h0,
      c0,
    } as unknown as tf.TensorContainer;
  }) as unknown as LstmGradients;
}

/** Back through time: the gradients of x·W + b and of the initial states. */
function recurrenceGradient(
  recurrent: tf.Tensor2D,
  trace: LstmTrace,
  gradients: LstmOutputGradients,
  precision: Precision,
): { dzx: tf.Tensor3D; h0: tf.Tensor2D; c0: tf.Tensor2D } {
  const timesteps = trace.h.shape[0] - 1;
  const [, batch, units] = trace.h.shape;
  const hs = unpack(trace.h);
  const cs = unpack(trace.c);
  const [is, fs, gs, os, tanhs] = trace.saved.map(unpack);
  const dhs = gradients.h && unpack(gradients.h);
  const R = swapFC(recurrent);
  // LSTMBlockCellGrad looks at the input, the bias and the peephole weights for their shapes only.
  const noInput = tf.zeros([batch, 0]);
  const noPeephole = tf.zeros([units]);
  const noBias = tf.zeros([4 * units]);
  const attributes = [boolAttribute("use_peephole", false), T];

  let fromNext = gradients.hT;
  let dc = gradients.cT;
  const dz: tf.Tensor[] = new Array(timesteps);
  for (let t = timesteps - 1; t >= 0; t--) {
    const dh = dhs ? op("AddV2", [dhs[t], fromNext]) : fromNext;
    const [dcPrevious, dicfo] = ops(
      "LSTMBlockCellGrad",
      [
        noInput,
        cs[t],
        hs[t],
        R,
        noPeephole,
        noPeephole,
        noPeephole,
        noBias,
        is[t],
        cs[t + 1],
        fs[t],
        os[t],
        gs[t],
        tanhs[t],
        dc,
        dh,
      ],
      attributes,
      5,
    );
    dc = dcPrevious as tf.Tensor2D;
    dz[t] = dicfo;
    fromNext = matMul(dicfo, R, { transposeB: true, precision });
  }
  return { dzx: swapFC(pack(dz)), h0: fromNext, c0: dc };
}

export const stepwiseLstm: LstmOps = { forward, backward };
