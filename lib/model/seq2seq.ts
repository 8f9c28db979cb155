/**
 * The article's model: a stacked LSTM encoder and a stacked LSTM decoder with a dense output.
 *
 * Training model: encoder notes and decoder notes (the target, one step late: teacher forcing) to
 * logits. Inference models: the same layers, hence the same weights, taken apart: the encoder
 * alone, and the decoder for one step, its states going in and coming out.
 */
import { tf } from "../tensorflow";
import { Dropout } from "./dropout";
import { Logits } from "./logits";
import { Lstm } from "./lstm";

export interface Seq2SeqConfig {
  /** Number of distinct pseudo-notes, V. */
  vocabulary: number;
  /** Units of each LSTM layer, bottom first; encoder and decoder alike. */
  units: number[];
  /** Share of values dropped between LSTM layers in training, in [0, 1). */
  dropout: number;
  /**
   * Which states of the encoder start the decoder. "each-layer" (default): each layer's start the
   * layer of the same depth. "top-layer": the top layer's start every layer (equal units only).
   */
  states?: "each-layer" | "top-layer";
  /** Decides the initial weights; int32. */
  seed: number;
  /** Of the large products in training; weights and sums are float32 either way. Default float32. */
  precision?: "float32" | "bfloat16";
}

type State = [h: tf.SymbolicTensor, c: tf.SymbolicTensor];

export class Seq2Seq {
  /** [encoder notes [B, T], decoder notes [B, T]], int32 indices -> logits [B, T, V]. */
  readonly training: tf.LayersModel;
  /** Encoder notes [B, T] -> h1, c1, h2, c2, ... [B, U] that start the decoder, bottom layer first. */
  readonly encoder: tf.LayersModel;
  /** [note [B, 1], h1, c1, h2, c2, ...] -> [probabilities [B, V], h1, c1, h2, c2, ...]. */
  readonly decoder: tf.LayersModel;
  /** The encoder's layers, bottom first: the lowest reads notes. */
  readonly encoderLayers: readonly Lstm[];
  /** The decoder's layers, bottom first, and the output layer: what `generate` steps through. */
  readonly decoderLayers: readonly Lstm[];
  readonly logits: Logits;

  constructor(readonly config: Seq2SeqConfig) {
    check(config);
    const { units, vocabulary, seed, dropout: rate, precision } = config;
    const depth = units.length;
    const lstm = (side: number, name: string) =>
      units.map(
        (u, i) =>
          new Lstm({
            name: `${name}_${i + 1}`,
            units: u,
            vocabulary,
            returnState: true,
            timeMajor: true,
            precision,
            seed,
            stream: 2 * (side * depth + i),
            returnSequences: side === 1 || i < depth - 1,
          }),
      );
    const between = (side: number, name: string) =>
      units
        .slice(1)
        .map((_, i) => new Dropout({ name: `${name}_dropout_${i + 1}`, rate, seed, stream: 1000 + side * depth + i }));
    this.encoderLayers = lstm(0, "encoder");
    this.decoderLayers = lstm(1, "decoder");
    this.logits = new Logits({ name: "logits", vocabulary, precision, seed, stream: 4 * depth });

    const encoderNotes = tf.input({ shape: [null], dtype: "int32", name: "encoder_notes" });
    const decoderNotes = tf.input({ shape: [null], dtype: "int32", name: "decoder_notes" });
    const encoderStates = stack(encoderNotes, this.encoderLayers, between(0, "encoder")).states;
    const initial = config.states === "top-layer" ? copiesForEach(depth, encoderStates[depth - 1]) : encoderStates;
    const decoderDropout = between(1, "decoder");
    const decoded = stack(decoderNotes, this.decoderLayers, decoderDropout, initial).output;
    this.training = tf.model({
      name: "training",
      inputs: [encoderNotes, decoderNotes],
      outputs: this.logits.apply(decoded) as tf.SymbolicTensor,
    });
    this.encoder = tf.model({ name: "encoder", inputs: encoderNotes, outputs: initial.flat() });

    const note = tf.input({ shape: [1], dtype: "int32", name: "note" });
    const before = units.map(
      (u, i): State => [tf.input({ shape: [u], name: `h${i + 1}` }), tf.input({ shape: [u], name: `c${i + 1}` })],
    );
    const step = stack(note, this.decoderLayers, decoderDropout, before);
    const scores = tf.layers
      .reshape({ name: "next_note", targetShape: [vocabulary] })
      .apply(this.logits.apply(step.output)) as tf.SymbolicTensor;
    const probabilities = tf.layers.softmax({ name: "probabilities" }).apply(scores) as tf.SymbolicTensor;
    this.decoder = tf.model({
      name: "decoder",
      inputs: [note, ...before.flat()],
      outputs: [probabilities, ...step.states.flat()],
    });
  }

  /** Number of notes there are to choose from, V. */
  get vocabulary(): number {
    return this.config.vocabulary;
  }

  /** Number of trainable numbers. */
  get parameters(): number {
    return this.weights.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  /** All weights, in a fixed order and under names that do not depend on what else was built. */
  get weights(): { name: string; variable: tf.Variable }[] {
    return this.training.layers.flatMap((layer) =>
      layer.trainableWeights.map((weight) => ({
        name: `${layer.name}/${weight.originalName.split("/").pop()}`,
        variable: weight.read() as tf.Variable,
      })),
    );
  }

  dispose(): void {
    for (const { variable } of this.weights) variable.dispose();
  }
}

/** Runs notes through a stack of LSTM layers with dropout between them. */
function stack(
  notes: tf.SymbolicTensor,
  layers: readonly Lstm[],
  dropout: Dropout[],
  initial?: State[],
): { output: tf.SymbolicTensor; states: State[] } {
  let output = notes;
  const states = layers.map((layer, i): State => {
    const input = i === 0 ? output : (dropout[i - 1].apply(output) as tf.SymbolicTensor);
    const [sequence, h, c] = layer.apply(initial ? [input, ...initial[i]] : input) as tf.SymbolicTensor[];
    output = sequence;
    return [h, c];
  });
  return { output, states };
}

/** The top layer's states for each layer of the decoder, as tensors of their own: a model's outputs must differ. */
function copiesForEach(depth: number, [h, c]: State): State[] {
  const copy = (state: tf.SymbolicTensor, name: string) =>
    tf.layers.activation({ activation: "linear", name }).apply(state) as tf.SymbolicTensor;
  return Array.from(
    { length: depth },
    (_, i): State => (i === depth - 1 ? [h, c] : [copy(h, `top_h_to_${i + 1}`), copy(c, `top_c_to_${i + 1}`)]),
  );
}

function check({ vocabulary, units, dropout, states, seed }: Seq2SeqConfig): void {
  const count = (n: number) => Number.isInteger(n) && n > 0;
  if (!count(vocabulary))
    throw new Error(`A vocabulary of ${vocabulary} notes is not possible; give a whole number from 1.`);
  if (units.length === 0 || !units.every(count))
    throw new Error(`Units [${units}] are not possible; give one whole number from 1 for each LSTM layer.`);
  if (!(dropout >= 0 && dropout < 1))
    throw new Error(`A dropout of ${dropout} is not possible; take one from 0 to below 1.`);
  if (!Number.isInteger(seed)) throw new Error(`The seed ${seed} is not a whole number; give one.`);
  if (states === "top-layer" && new Set(units).size > 1)
    throw new Error(`With states "top-layer" all layers need equal units, not [${units}].`);
}
