/**
 * What computes the model's products: the one contract between the layers and whatever does the work. An LSTM over a
 * window (`lstm-ops.ts`), a dense layer's product, and the decoder that composes. Which one runs, `choice.ts` decides.
 * A further implementation is one file with such an object and one line in `choice.ts`; `{ ...stock, forward }` is
 * one that changes a single part.
 */
import type { Precision, ProductOptions, tf } from "../tensorflow";
import type { Sampling } from "./draw";
import type { LstmOps, LstmState, LstmWeights } from "./lstm-ops";

export interface DecoderWeights {
  /** LSTM layers, bottom first; the first one's kernel has one row per note. */
  layers: LstmWeights[];
  /** [U, V] and [V]. */
  kernel: tf.Tensor2D;
  bias: tf.Tensor1D;
  /**
   * As which the kernels are kept, default float32; bfloat16 halves what a step reads. Biases, states, sums and the
   * lowest layer's kernel, of which a step reads one row, are float32 either way.
   */
  precision?: Precision;
}

/** How notes are drawn, each by a chance in [0, 1) from float32 [steps, B]. */
export interface Draws {
  chances: tf.Tensor2D;
  sampling: Sampling;
}

export interface Decoded {
  /** int32 [steps, B]: the notes chosen at each step. */
  notes: tf.Tensor2D;
  /** [B, V]: the scores of the last step. */
  logits: tf.Tensor2D;
  states: LstmState[];
}

/**
 * (notes int32 [B], negative: the start symbol; states [B, U] of each layer; how many steps; draws) -> what came of it, the
 * caller's. The first step takes the notes given, each further one those chosen at the step before: the likeliest, or
 * those drawn.
 */
export type Decoder = (notes: tf.Tensor1D, states: readonly LstmState[], steps: number, draws?: Draws) => Decoded;

export interface Implementation extends LstmOps {
  /** Short, for the environment variable LSTM_OPS and for records: "compiled". */
  readonly name: string;
  /** Whether it can run in this process at all. */
  present(): boolean;
  /** Whether it can run LSTM layers of so many units. */
  fits(units: number): boolean;
  /** a [M, K] times b [K, N], either of them optionally transposed first: [M, N]. Not on the gradient tape. */
  product(a: tf.Tensor, b: tf.Tensor, options?: ProductOptions): tf.Tensor2D;
  /** A decoder for `batch` sequences. Within a tidy, and to be used there: it may hold a copy of the weights. */
  decoder(weights: DecoderWeights, batch: number): Decoder;
}
