/** A stack of LSTM layers and the dense layer above them, stepping on its own notes: what composing repeats. */
import { tf, DataType, intAttribute, matMul, op, ops, typeAttribute } from "../tensorflow";
import { lstmCell } from "./cell";
import { compiledLstm } from "./lstm-compiled";
import type { LstmState, LstmWeights } from "./lstm-ops";

export interface DecoderWeights {
  /** LSTM layers, bottom first; the first one's kernel has one row per note. */
  layers: LstmWeights[];
  /** [U, V] and [V]. */
  kernel: tf.Tensor2D;
  bias: tf.Tensor1D;
}

export interface Decoded {
  /** int32 [steps, B]: the likeliest note of each step. */
  notes: tf.Tensor2D;
  /** [B, V]: the scores of the last step. */
  logits: tf.Tensor2D;
  states: LstmState[];
}

/**
 * (notes int32 [B], negative: the start symbol; states [B, U] of each layer; how many steps) -> what came of it, the
 * caller's. The first step takes the notes given, each further one the likeliest of the step before.
 */
export type Decoder = (notes: tf.Tensor1D, states: readonly LstmState[], steps: number) => Decoded;

/**
 * A decoder for so many sequences: a compiled op where the addon has it, else TensorFlow's stock ops. Within a tidy,
 * and to be used there: it may hold a copy of the weights, in the order in which the CPU reads them.
 */
export function makeDecoder(weights: DecoderWeights, batch: number): Decoder {
  const compiled = weights.layers.every(({ recurrent }) => compiledLstm.fits(recurrent.shape[0]));
  return compiled
    ? compiledDecoder(weights, batch)
    : (notes, states, steps) => stockDecoder(weights, notes, states, steps);
}

function compiledDecoder({ layers, kernel, bias }: DecoderWeights, batch: number): Decoder {
  const n = layers.length;
  const attributes = [intAttribute("layers", n)];
  const packed = tf.tidy(() =>
    op(
      "LstmDecoderPack",
      [
        tf.scalar(batch, "int32"),
        ...layers.map((layer) => layer.kernel),
        ...layers.map(({ recurrent }) => recurrent),
        kernel,
      ],
      attributes,
    ),
  );
  const biases = layers.map((layer) => layer.bias);
  return (start, states, steps) =>
    tf.tidy(() => {
      const [notes, logits, ...next] = ops(
        "LstmDecode",
        [
          tf.scalar(steps, "int32"),
          start,
          layers[0].kernel,
          packed,
          bias,
          ...biases,
          ...states.map(({ h }) => h),
          ...states.map(({ c }) => c),
        ],
        attributes,
        2 + 2 * n,
      ) as tf.Tensor2D[];
      return {
        notes,
        logits,
        states: layers.map((_, i) => ({ h: next[i], c: next[n + i] })),
      } as unknown as tf.TensorContainer;
    }) as unknown as Decoded;
}

const LOOKUP = [
  typeAttribute("Tparams", DataType.float32),
  typeAttribute("Tindices", DataType.int32),
  typeAttribute("Taxis", DataType.int32),
];

function stockDecoder(
  weights: DecoderWeights,
  start: tf.Tensor1D,
  states: readonly LstmState[],
  steps: number,
): Decoded {
  return tf.tidy(() => {
    const notes: tf.Tensor1D[] = [];
    let last = {
      logits: null as unknown as tf.Tensor2D,
      states: states.map(({ h, c }) => ({ h: h.clone(), c: c.clone() })),
    };
    for (let i = 0; i < steps; i++) {
      const next = stockStep(weights, notes[i - 1] ?? start, last.states);
      tf.dispose(last as unknown as tf.TensorContainer);
      last = next;
      notes.push(tf.argMax(last.logits, 1));
    }
    return { notes: tf.stack(notes), ...last } as unknown as tf.TensorContainer;
  }) as unknown as Decoded;
}

function stockStep(
  { layers, kernel, bias }: DecoderWeights,
  notes: tf.Tensor1D,
  states: readonly LstmState[],
): Omit<Decoded, "notes"> {
  return tf.tidy(() => {
    const gateAxis = tf.scalar(1, "int32");
    let x: tf.Tensor = notes;
    const next = layers.map((layer, i): LstmState => {
      const fromInput = op("BiasAdd", [i === 0 ? rowsOf(layer.kernel, notes) : matMul(x, layer.kernel), layer.bias]);
      const { h, c } = lstmCell(op("AddV2", [fromInput, matMul(states[i].h, layer.recurrent)]), states[i].c, gateAxis);
      x = h;
      return { h, c };
    });
    return {
      logits: op<tf.Tensor2D>("BiasAdd", [matMul(x, kernel), bias]),
      states: next,
    } as unknown as tf.TensorContainer;
  }) as unknown as Omit<Decoded, "notes">;
}

/** The kernel's rows of the notes; zeros for the start symbol. */
function rowsOf(kernel: tf.Tensor2D, notes: tf.Tensor1D): tf.Tensor {
  const known = tf.cast(tf.greaterEqual(notes, 0), "float32");
  const rows = op("GatherV2", [kernel, tf.maximum(notes, tf.scalar(0, "int32")), tf.scalar(0, "int32")], LOOKUP);
  return tf.mul(rows, tf.expandDims(known, 1));
}
