/**
 * The recurrence of an LSTM in TensorFlow's stock ops: a dozen calls a timestep forward, three
 * backward (`LSTMBlockCellGrad` does a cell's whole gradient), and the recurrent kernel's gradient
 * as one product over all timesteps. It works wherever the addon does. Interface: `lstm-ops.ts`.
 */
import { tf } from "../tensorflow";
import { lstmCell } from "./cell";
import type { LstmGradients, LstmOps, LstmTrace } from "./lstm-ops";
import { boolAttribute, DataType, intAttribute, matMul, op, ops, rows, typeAttribute } from "./native";

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

function forward(zx: tf.Tensor3D, recurrent: tf.Tensor2D, h0: tf.Tensor2D | null, c0: tf.Tensor2D | null): LstmTrace {
  const [, batch] = zx.shape;
  const units = recurrent.shape[0];
  let h = h0 ?? tf.zeros<tf.Rank.R2>([batch, units]);
  let c = c0 ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const hs = [h];
  const cs = [c];
  const gates: tf.Tensor[][] = [];
  const axis = tf.scalar(1, "int32");
  for (const x of unpack(zx)) {
    const z = op("AddV2", [x, matMul(h, recurrent)]);
    const cell = lstmCell(z, c, axis);
    ({ h, c } = cell);
    hs.push(h);
    cs.push(c);
    gates.push(cell.activations);
  }
  return { h: pack(hs), c: pack(cs), saved: [0, 1, 2, 3, 4].map((k) => pack(gates.map((step) => step[k]))) };
}

function backward(trace: LstmTrace, recurrent: tf.Tensor2D,
  dh: tf.Tensor3D | null, dhT: tf.Tensor2D | null, dcT: tf.Tensor2D | null): LstmGradients {
  const timesteps = trace.h.shape[0] - 1;
  const [, batch, units] = trace.h.shape;
  const hs = unpack(trace.h);
  const cs = unpack(trace.c);
  const [is, fs, gs, os, tanhs] = trace.saved.map(unpack);
  const dhs = dh === null ? null : unpack(dh);
  const R = swapFC(recurrent);
  // LSTMBlockCellGrad looks at the input, the bias and the peephole weights for their shapes only.
  const noInput = tf.zeros([batch, 0]);
  const noPeephole = tf.zeros([units]);
  const noBias = tf.zeros([4 * units]);
  const attributes = [boolAttribute("use_peephole", false), T];

  let fromNext = dhT;
  let dc = dcT ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const dz: tf.Tensor[] = new Array(timesteps);
  for (let t = timesteps - 1; t >= 0; t--) {
    const here = dhs?.[t];
    const dht = here && fromNext ? op("AddV2", [here, fromNext]) : here ?? fromNext ?? tf.zeros([batch, units]);
    const [dcPrevious, dicfo] = ops("LSTMBlockCellGrad", [
      noInput, cs[t], hs[t], R, noPeephole, noPeephole, noPeephole, noBias,
      is[t], cs[t + 1], fs[t], os[t], gs[t], tanhs[t], dc, dht,
    ], attributes, 5);
    dc = dcPrevious as tf.Tensor2D;
    dz[t] = dicfo;
    fromNext = matMul(dicfo, R, false, true);
  }
  const dzx = swapFC(pack(dz));
  const before = tf.reshape(rows(trace.h, 0, timesteps), [timesteps * batch, units]);
  const dRecurrent = matMul(before, tf.reshape(dzx, [timesteps * batch, 4 * units]), true);
  return { dzx, dRecurrent, dh0: fromNext as tf.Tensor2D, dc0: dc };
}

export const stepwiseLstm: LstmOps = { name: "TensorFlow's stock ops, step by step", forward, backward };
