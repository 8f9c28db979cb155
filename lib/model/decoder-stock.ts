/** The decoder in TensorFlow's stock ops, a dozen for each note; nothing is read back between steps. */
import { DataType, matMul, op, roundedToBfloat16, tf, typeAttribute } from "../tensorflow";
import { lstmCell } from "./cell";
import { drawNotes } from "./draw";
import type { Decoded, Decoder, DecoderWeights, Draws } from "./implementation";
import type { LstmState } from "./lstm-ops";

const LOOKUP = [
  typeAttribute("Tparams", DataType.float32),
  typeAttribute("Tindices", DataType.int32),
  typeAttribute("Taxis", DataType.int32),
];

export function stockDecoder(given: DecoderWeights): Decoder {
  const weights = given.precision === "bfloat16" ? rounded(given) : given;
  return (start, states, steps, draws) => run(weights, start, states, steps, draws);
}

/** The weights with bfloat16's digits, in float32: nothing is gained but the same numbers. */
function rounded({ layers, kernel, bias }: DecoderWeights): DecoderWeights {
  return {
    layers: layers.map((layer, i) => ({
      kernel: i === 0 ? layer.kernel : roundedToBfloat16(layer.kernel),
      recurrent: roundedToBfloat16(layer.recurrent),
      bias: layer.bias,
    })),
    kernel: roundedToBfloat16(kernel),
    bias,
  };
}

function run(
  weights: DecoderWeights,
  start: tf.Tensor1D,
  states: readonly LstmState[],
  steps: number,
  draws?: Draws,
): Decoded {
  return tf.tidy(() => {
    const notes: tf.Tensor1D[] = [];
    let last = {
      logits: null as unknown as tf.Tensor2D,
      states: states.map(({ h, c }) => ({ h: h.clone(), c: c.clone() })),
    };
    for (let i = 0; i < steps; i++) {
      const next = step(weights, notes[i - 1] ?? start, last.states);
      tf.dispose(last as unknown as tf.TensorContainer);
      last = next;
      const chances = draws && tf.reshape(tf.slice(draws.chances, [i, 0], [1, -1]), [-1]);
      notes.push(draws ? drawNotes(last.logits, chances as tf.Tensor1D, draws.sampling) : tf.argMax(last.logits, 1));
    }
    return { notes: tf.stack(notes), ...last } as unknown as tf.TensorContainer;
  }) as unknown as Decoded;
}

function step(
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
