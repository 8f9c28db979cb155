/**
 * An LSTM over a whole window, forward and backward: what the layer (`lstm.ts`) asks of an
 * implementation (`implementation.ts`).
 *
 * Layout: time first, [T, B, ·], so that one timestep is one contiguous block of memory and a
 * range of timesteps is a view. Gates lie side by side in Keras's order i, f, c, o: [·, 4U].
 *
 *   z[t] = x[t] · W + h[t-1] · R + b      i = σ(z_i)  f = σ(z_f)  g = tanh(z_c)  o = σ(z_o)
 *   c[t] = f ⊙ c[t-1] + i ⊙ g             h[t] = o ⊙ tanh(c[t])
 *
 * (Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, as in Keras.)
 */
import type { Precision } from "../tensorflow";
import type { tf } from "../tensorflow";

/**
 * T timesteps of B sequences: notes [T, B], int32 rows of the kernel, where one outside it (START)
 * adds nothing; or vectors [T, B, F], float32.
 */
export type LstmInput = tf.Tensor2D | tf.Tensor3D;

export interface LstmWeights {
  /** W [V, 4U] or [F, 4U]. */
  kernel: tf.Tensor2D;
  /** R [U, 4U]. */
  recurrent: tf.Tensor2D;
  /** b [4U]. */
  bias: tf.Tensor1D;
}

/** Hidden and cell state, [B, U] each. */
export interface LstmState {
  h: tf.Tensor2D;
  c: tf.Tensor2D;
}

/** What a forward pass leaves behind, float32. */
export interface LstmTrace {
  /** Hidden states [T+1, B, U]; row 0 is the initial state. */
  h: tf.Tensor3D;
  /** Cell states [T+1, B, U]; row 0 is the initial state. */
  c: tf.Tensor3D;
  /** What else the same implementation's `backward` wants, in its own order; opaque to others. */
  saved: tf.Tensor[];
}

/** Gradients with respect to everything that went in, in its shape. */
export interface LstmGradients {
  kernel: tf.Tensor2D;
  recurrent: tf.Tensor2D;
  bias: tf.Tensor1D;
  /** Null for notes: indices have no gradient. */
  input: tf.Tensor3D | null;
  h0: tf.Tensor2D;
  c0: tf.Tensor2D;
}

/** The gradients that come in: of the sequence h [T, B, U] (null: zero) and, on top of it, of the last states. */
export interface LstmOutputGradients {
  h: tf.Tensor3D | null;
  hT: tf.Tensor2D;
  cT: tf.Tensor2D;
}

export interface LstmOps {
  /** @param initial null: zeros. @param precision of the products; sums and results are float32 */
  forward(input: LstmInput, weights: LstmWeights, initial: LstmState | null, precision: Precision): LstmTrace;
  backward(
    input: LstmInput,
    weights: LstmWeights,
    trace: LstmTrace,
    gradients: LstmOutputGradients,
    precision: Precision,
  ): LstmGradients;
}
