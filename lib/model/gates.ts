/** What an LSTM's gates did at each note: for pictures, not for training. */
import { tf } from "../tensorflow";
import { lstmCell } from "./cell";
import type { Lstm } from "./lstm";

/** Activations, [notes][units]: gates i, f, o in 0–1, candidate g and what the cell shows, h, in −1–1, cell state c. */
export interface GateTrace {
  i: Float32Array[];
  f: Float32Array[];
  g: Float32Array[];
  o: Float32Array[];
  c: Float32Array[];
  h: Float32Array[];
}

/**
 * Lets a layer that reads notes go through them one by one, from zero states, and keeps what its gates did
 * (z = x·W + h·R + b, as in `lstm-ops.ts`).
 * @param notes indices into the vocabulary; negative: the start symbol
 * @throws Error when the layer reads vectors, or a note is outside its vocabulary.
 */
export function gatesOf(layer: Lstm, notes: Int32Array): GateTrace {
  const [kernel, recurrent, bias] = [layer.kernel, layer.recurrentKernel, layer.bias].map((weight) => weight.read());
  const vocabulary = kernel.shape[0];
  const outside = notes.find((note) => note >= vocabulary);
  if (outside !== undefined)
    throw new Error(`There is no note ${outside}; the layer ${layer.name} knows 0 to ${vocabulary - 1}.`);
  const trace: GateTrace = { i: [], f: [], g: [], o: [], c: [], h: [] };
  tf.tidy(() => {
    const axis = tf.scalar(1, "int32");
    let h = tf.zeros<tf.Rank.R2>([1, layer.units]);
    let c = h;
    for (const note of notes) {
      const row = note < 0 ? tf.zeros([1, 4 * layer.units]) : tf.gather(kernel, [note]);
      const cell = lstmCell(tf.addN([row, tf.matMul(h, recurrent as tf.Tensor2D), tf.reshape(bias, [1, -1])]), c, axis);
      ({ h, c } = cell);
      const [i, f, g, o] = cell.activations;
      for (const [name, tensor] of Object.entries({ i, f, g, o, c, h }))
        trace[name as keyof GateTrace].push(tensor.dataSync() as Float32Array);
    }
  });
  return trace;
}
