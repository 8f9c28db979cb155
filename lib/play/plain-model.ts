/**
 * The model once more, in plain TypeScript: what a browser plays with, and whoever has no TensorFlow. It reads one
 * sequence at a time and does not learn. The mathematics are those of `lib/model`, Keras's LSTM: gates in the order
 * i, f, c, o, one bias vector; notes are one-hot, so that their product with a kernel is one of its rows.
 */
import { START } from "../encoding";
import { addProduct, addRow } from "./product";

/** A matrix is an array of rows, one after the other. */
export interface PlainLayer {
  /** [inputs, 4 units] */
  kernel: Float32Array;
  /** [units, 4 units] */
  recurrent: Float32Array;
  /** [4 units] */
  bias: Float32Array;
}

export interface PlainWeights {
  /** Bottom layer first. */
  encoder: PlainLayer[];
  /** As many, with as many units. */
  decoder: PlainLayer[];
  /** The last layer: [units of the top layer, vocabulary] and [vocabulary]. */
  logits: { kernel: Float32Array; bias: Float32Array };
  /** Which of the encoder's states start the decoder; "each-layer" unless said otherwise. */
  states?: "each-layer" | "top-layer";
}

/** What an LSTM layer carries from note to note: [units] each. */
export interface PlainState {
  h: Float32Array;
  c: Float32Array;
}

export class PlainModel {
  readonly vocabulary: number;

  constructor(readonly weights: PlainWeights) {
    this.vocabulary = weights.logits.bias.length;
  }

  /** The states, bottom layer first, that start the decoder after the encoder has read `notes`. */
  read(notes: ArrayLike<number>): PlainState[] {
    const { encoder, states } = this.weights;
    let now = encoder.map(({ bias }) => emptyState(bias.length / 4));
    for (let t = 0; t < notes.length; t++) now = through(encoder, now, notes[t]);
    return states === "top-layer" ? now.map(() => now[now.length - 1]) : now;
  }

  /** One step of the decoder: the note before ({@link START} at first) to the scores of the next, [vocabulary]. */
  step(states: readonly PlainState[], note: number): { scores: Float32Array; states: PlainState[] } {
    const { decoder, logits } = this.weights;
    const next = through(decoder, states, note);
    const scores = logits.bias.slice();
    addProduct(scores, next[next.length - 1].h, logits.kernel);
    return { scores, states: next };
  }
}

function emptyState(units: number): PlainState {
  return { h: new Float32Array(units), c: new Float32Array(units) };
}

/** One note through a stack of layers. */
function through(layers: readonly PlainLayer[], before: readonly PlainState[], note: number): PlainState[] {
  let input: number | Float32Array = note;
  return layers.map((layer, i) => {
    const state = cell(layer, before[i], input);
    input = state.h;
    return state;
  });
}

/** One step of one layer; the input is a note or the hidden state of the layer below. */
function cell({ kernel, recurrent, bias }: PlainLayer, { h, c }: PlainState, input: number | Float32Array): PlainState {
  const z = bias.slice();
  if (typeof input !== "number") addProduct(z, input, kernel);
  else if (input !== START) addRow(z, input, kernel);
  addProduct(z, h, recurrent);
  const units = h.length;
  const next = emptyState(units);
  for (let u = 0; u < units; u++) {
    const keep = sigmoid(z[units + u]) * c[u];
    next.c[u] = keep + sigmoid(z[u]) * Math.tanh(z[2 * units + u]);
    next.h[u] = sigmoid(z[3 * units + u]) * Math.tanh(next.c[u]);
  }
  return next;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
