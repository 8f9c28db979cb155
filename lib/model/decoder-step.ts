/** One timestep of a stack of LSTM layers and the dense layer above them: what composing note by note repeats. */
import { tf } from "../tensorflow";
import { lstmCell } from "./cell";
import { compiledLstm } from "./lstm-compiled";
import type { LstmState, LstmWeights } from "./lstm-ops";
import { DataType, intAttribute, matMul, op, ops, typeAttribute } from "./native";

export interface DecoderWeights {
  /** LSTM layers, bottom first; the first one's kernel has one row per note. */
  layers: LstmWeights[];
  /** [U, V] and [V]. */
  kernel: tf.Tensor2D;
  bias: tf.Tensor1D;
}

export interface DecoderStep {
  /** [B, V]. */
  logits: tf.Tensor2D;
  states: LstmState[];
}

/** (notes int32 [B], negative: the start symbol; states [B, U] of each layer) -> scores and next states; all the caller's. */
export type StepDecoder = (notes: tf.Tensor1D, states: readonly LstmState[]) => DecoderStep;

/** What to call once per note: a single compiled op where the addon has it, else TensorFlow's stock ops. */
export function stepDecoder(weights: DecoderWeights): StepDecoder {
  const compiled = weights.layers.every(({ recurrent }) => compiledLstm.fits(recurrent.shape[0]));
  return compiled ? (notes, states) => compiledStep(weights, notes, states) : (notes, states) => stockStep(weights, notes, states);
}

function compiledStep({ layers, kernel, bias }: DecoderWeights, notes: tf.Tensor1D, states: readonly LstmState[]): DecoderStep {
  const n = layers.length;
  const [logits, ...next] = ops("LstmStep", [
    notes, ...layers.map((layer) => layer.kernel), ...layers.map(({ recurrent }) => recurrent), ...layers.map((layer) => layer.bias),
    ...states.map(({ h }) => h), ...states.map(({ c }) => c), kernel, bias,
  ], [intAttribute("layers", n)], 1 + 2 * n) as tf.Tensor2D[];
  return { logits, states: layers.map((_, i) => ({ h: next[i], c: next[n + i] })) };
}

const LOOKUP = [typeAttribute("Tparams", DataType.float32), typeAttribute("Tindices", DataType.int32), typeAttribute("Taxis", DataType.int32)];

function stockStep({ layers, kernel, bias }: DecoderWeights, notes: tf.Tensor1D, states: readonly LstmState[]): DecoderStep {
  return tf.tidy(() => {
    const gateAxis = tf.scalar(1, "int32");
    let x: tf.Tensor = notes;
    const next = layers.map((layer, i): LstmState => {
      const fromInput = op("BiasAdd", [i === 0 ? rowsOf(layer.kernel, notes) : matMul(x, layer.kernel), layer.bias]);
      const { h, c } = lstmCell(op("AddV2", [fromInput, matMul(states[i].h, layer.recurrent)]), states[i].c, gateAxis);
      x = h;
      return { h, c };
    });
    return { logits: op<tf.Tensor2D>("BiasAdd", [matMul(x, kernel), bias]), states: next } as unknown as tf.TensorContainer;
  }) as unknown as DecoderStep;
}

/** The kernel's rows of the notes; zeros for the start symbol. */
function rowsOf(kernel: tf.Tensor2D, notes: tf.Tensor1D): tf.Tensor {
  const known = tf.cast(tf.greaterEqual(notes, 0), "float32");
  const rows = op("GatherV2", [kernel, tf.maximum(notes, tf.scalar(0, "int32")), tf.scalar(0, "int32")], LOOKUP);
  return tf.mul(rows, tf.expandDims(known, 1));
}
