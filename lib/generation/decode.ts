/** Composing: the encoder hears a seed, the decoder plays on from its states. */
import type { DecoderWeights, LstmState, LstmWeights, Seq2Seq } from "../model";
import { tf } from "../tensorflow";
import { decodeLoop } from "./decode-loop";
import { chooser, type Strategy } from "./sampling";

export interface DecodeOptions {
  /** How many notes to generate for each seed; it may exceed the windows trained on. */
  length: number;
  /** Default argmax. */
  strategy?: Strategy;
  /** Decides what sampling draws; int32, default 0. */
  seed?: number;
}

/**
 * Generates notes for a batch of seeds.
 * @param seeds windows of notes (indices below the vocabulary's size), all equally long
 * @returns for each seed `length` notes, as indices
 * @throws Error when there are no seeds, they differ in length, or an option is out of range
 */
export function generate(model: Seq2Seq, seeds: readonly Int32Array[], options: DecodeOptions): Int32Array[] {
  const { length, strategy = { kind: "argmax" }, seed = 0 } = options;
  if (seeds.length === 0 || seeds[0].length === 0)
    throw new Error("There is no seed to start from; give at least one window of notes.");
  const timesteps = seeds[0].length;
  if (seeds.some((notes) => notes.length !== timesteps))
    throw new Error("Seeds of one batch must be equally long; cut them to one length, or generate them one by one.");
  if (!(Number.isInteger(length) && length >= 1))
    throw new Error(`A length of ${length} notes is not possible; give a whole number from 1.`);
  const { vocabulary } = model.config;
  for (const notes of seeds)
    for (const note of notes) {
      if (!(note < vocabulary))
        throw new Error(
          `A seed holds the note ${note}, but the vocabulary has ${vocabulary} notes; encode it with the model's vocabulary.`,
        );
    }
  const choose = chooser(strategy, vocabulary, seed);
  return tf.tidy(() => {
    const flat = new Int32Array(seeds.length * timesteps);
    seeds.forEach((notes, i) => flat.set(notes, i * timesteps));
    const states = model.encoder.apply(tf.tensor2d(flat, [seeds.length, timesteps], "int32")) as tf.Tensor2D[];
    const initial = model.decoderLayers.map((_, i): LstmState => ({ h: states[2 * i], c: states[2 * i + 1] }));
    const notes = decodeLoop(decoderWeights(model), initial, length, choose).dataSync();
    return seeds.map((_, b) => Int32Array.from({ length }, (_, t) => notes[t * seeds.length + b]));
  });
}

function decoderWeights({ decoderLayers, logits }: Seq2Seq): DecoderWeights {
  return {
    layers: decoderLayers.map(
      ({ kernel, recurrentKernel, bias }) =>
        ({ kernel: kernel.read(), recurrent: recurrentKernel.read(), bias: bias.read() }) as LstmWeights,
    ),
    kernel: logits.kernel.read() as tf.Tensor2D,
    bias: logits.bias.read() as tf.Tensor1D,
  };
}
