/**
 * Drawing notes at random by the model's scores, with temperature, top-k (Fan et al. 2018) and nucleus, top-p (Holtzman
 * et al. 2020). A chance for each note decides, made from the seed, the step and the row alone.
 */
import { chanceAt } from "../dataset";
import { type DecoderState, drawNotes, noteByNote, type Sampling, type StepDecoder } from "../model";
import { tf } from "../tensorflow";
import { type SampleOptions, samplingOf } from "./sample-options";
import type { Strategy } from "./strategy";

/** Scores [B, V] of one step -> the chosen notes, int32 [B]; step and seed (int32) alone decide each draw. */
export type Draw = (scores: tf.Tensor2D, seed: number, step: number) => tf.Tensor1D;

/**
 * A note drawn by its probability, at each step: all in one operation, where the decoder has one.
 * @throws Error when temperature, topK or topP is outside its range
 */
export function sample(options: SampleOptions = {}): Strategy {
  const sampling = samplingOf(options);
  return {
    search(decoder, state, { length, seed }) {
      const rows = state.tensors[0].shape[0];
      const chances = tf.stack(Array.from({ length }, (_, t) => chancesOf(seed, t, rows))) as tf.Tensor2D;
      return decoder.drawn?.(state, chances, sampling) ?? stepByStep(decoder, state, chances, sampling);
    },
  };
}

/** What one step of {@link sample} does. @throws Error as it does. */
export function drawFrom(options: SampleOptions): Draw {
  const sampling = samplingOf(options);
  return (scores, seed, step) => tf.tidy(() => drawNotes(scores, chancesOf(seed, step, scores.shape[0]), sampling));
}

/** Evenly spread numbers in [0, 1), float32 [rows]. */
export function chancesOf(seed: number, step: number, rows: number): tf.Tensor1D {
  return tf.tensor1d(Float32Array.from({ length: rows }, (_, row) => chanceAt(seed, step, row)));
}

function stepByStep(
  decoder: StepDecoder,
  initial: DecoderState,
  chances: tf.Tensor2D,
  sampling: Sampling,
): tf.Tensor2D {
  const [length, rows] = chances.shape;
  return noteByNote(decoder.step, initial, length, (scores, t) => {
    const chance = tf.reshape(tf.slice(chances, [t, 0], [1, rows]), [rows]) as tf.Tensor1D;
    return drawNotes(scores, chance, sampling);
  });
}
