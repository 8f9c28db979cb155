/**
 * A decoder as a search sees it: it takes one note for each sequence and gives the scores of the next. What it carries
 * from step to step is its own affair, so that a search that fits one decoder (argmax, sampling, beams) fits them all.
 */
import { type Precision, tf } from "../tensorflow";
import { makeDecoder } from "./decoder";
import type { Sampling } from "./draw";
import type { LstmState, LstmWeights } from "./lstm-ops";
import { startOf } from "./notes";
import type { Seq2Seq } from "./seq2seq";

/** What a decoder carries from step to step. The first axis of each tensor counts the sequences, called rows. */
export interface DecoderState {
  readonly tensors: readonly tf.Tensor[];
}

export interface StepDecoder {
  /** V, the notes there are to choose from. */
  readonly vocabulary: number;
  /**
   * One step: notes int32 [rows] (negative: the start symbol) to scores [rows, V], higher for likelier notes, and the
   * state after it. The state given stays the caller's, as what is returned is.
   */
  step(state: DecoderState, notes: tf.Tensor1D): { scores: tf.Tensor2D; state: DecoderState };
  /** The likeliest note of each of `length` steps from the start symbol on, each fed back: int32 [length, rows]. */
  likeliest(state: DecoderState, length: number): tf.Tensor2D;
  /**
   * The same with notes drawn by chances, float32 [length, rows] in [0, 1): as `drawNotes` does it step by step, in one
   * go. A decoder may leave it out.
   */
  drawn?(state: DecoderState, chances: tf.Tensor2D, sampling: Sampling): tf.Tensor2D;
}

/**
 * Chooses a note by the scores of each of `length` steps, from the start symbol on, and feeds it back: int32 [length, rows].
 * The initial state stays the caller's; those in between, and the scores, are disposed of.
 */
export function noteByNote(
  step: StepDecoder["step"],
  initial: DecoderState,
  length: number,
  choose: (scores: tf.Tensor2D, t: number) => tf.Tensor1D,
): tf.Tensor2D {
  const notes: tf.Tensor1D[] = [];
  let state = initial;
  for (let t = 0; t < length; t++) {
    const next = step(state, notes[t - 1] ?? startOf(initial.tensors[0].shape[0]));
    notes.push(choose(next.scores, t));
    next.scores.dispose();
    if (t > 0) disposeState(state);
    state = next.state;
  }
  return tf.stack(notes) as tf.Tensor2D;
}

/** `likeliest` of a decoder that can do no better than step by step. */
export function likeliestBySteps(step: StepDecoder["step"]): StepDecoder["likeliest"] {
  const likeliest = (scores: tf.Tensor2D) => tf.argMax(scores, 1).toInt() as tf.Tensor1D;
  return (initial, length) => tf.tidy(() => noteByNote(step, initial, length, likeliest));
}

/**
 * The rows of a state in another order: row r of the result is row `rows[r]` of the state. A row may be left out or
 * taken several times, as beam search does. The state given stays the caller's.
 * @param rows int32 [new rows]
 */
export function selectRows(state: DecoderState, rows: tf.Tensor1D): DecoderState {
  return { tensors: state.tensors.map((tensor) => tf.gather(tensor, rows)) };
}

/** Disposes of a state's tensors. */
export function disposeState(state: DecoderState): void {
  tf.dispose([...state.tensors]);
}

/**
 * Lets the encoder read `prompts`, int32 [B, T], and opens the decoder on the states that it leaves. To be used within a
 * tidy: the decoder may hold a copy of the weights in the order in which the CPU reads them.
 * @param width rows for each prompt, side by side
 * @param weights as which the decoder keeps its kernels
 */
export function openSeq2Seq(
  model: Seq2Seq,
  prompts: tf.Tensor2D,
  width: number,
  weights: Precision,
): { decoder: StepDecoder; state: DecoderState } {
  const states = model.encoder.apply(prompts) as tf.Tensor2D[];
  const rows = prompts.shape[0] * width;
  const start: DecoderState = { tensors: states };
  const state = width === 1 ? start : selectRows(start, repeated(prompts.shape[0], width));
  return { decoder: lstmDecoder(model, rows, weights), state };
}

/** 0 0 … 1 1 …: each of `count` numbers `times` times. */
export function repeated(count: number, times: number): tf.Tensor1D {
  return tf.tensor1d(
    Int32Array.from({ length: count * times }, (_, i) => Math.floor(i / times)),
    "int32",
  );
}

function lstmDecoder({ decoderLayers, logits, config }: Seq2Seq, rows: number, precision: Precision): StepDecoder {
  const layers = decoderLayers.map(
    ({ kernel, recurrentKernel, bias }) =>
      ({ kernel: kernel.read(), recurrent: recurrentKernel.read(), bias: bias.read() }) as LstmWeights,
  );
  const kernel = logits.kernel.read() as tf.Tensor2D;
  const decode = makeDecoder({ layers, kernel, bias: logits.bias.read() as tf.Tensor1D, precision }, rows);
  const statesOf = ({ tensors }: DecoderState): LstmState[] =>
    layers.map((_, i) => ({ h: tensors[2 * i] as tf.Tensor2D, c: tensors[2 * i + 1] as tf.Tensor2D }));
  return {
    vocabulary: config.vocabulary,
    step(state, notes) {
      const { notes: likeliest, logits: scores, states } = decode(notes, statesOf(state), 1);
      likeliest.dispose();
      return { scores, state: { tensors: states.flatMap(({ h, c }) => [h, c]) } };
    },
    likeliest(state, length) {
      return tf.tidy(() => decode(startOf(rows), statesOf(state), length).notes);
    },
    drawn(state, chances, sampling) {
      return tf.tidy(() => decode(startOf(rows), statesOf(state), chances.shape[0], { chances, sampling }).notes);
    },
  };
}
