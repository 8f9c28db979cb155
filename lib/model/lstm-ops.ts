/**
 * The recurrence of an LSTM over a whole window, forward and backward: everything that must step
 * through time, and nothing else. The projections of the inputs (`lstm-input.ts`) and the layer
 * (`lstm.ts`) stand outside, so that another implementation of these two functions can take over:
 * `setLstmOps` puts one in place, `lstmOps()` gives the one in use.
 *
 * Layout: time first, [T, B, ·], so that one timestep is one contiguous block of memory and a
 * range of timesteps is a view. Gates lie side by side in Keras's order i, f, c, o: [·, 4U].
 *
 *   z[t] = zx[t] + h[t-1] · R        i = σ(z_i)  f = σ(z_f)  g = tanh(z_c)  o = σ(z_o)
 *   c[t] = f ⊙ c[t-1] + i ⊙ g        h[t] = o ⊙ tanh(c[t])
 *
 * (Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, as in Keras.)
 */
import type { tf } from "../tensorflow";
import { stepwiseLstm } from "./lstm-stepwise";

/** What a forward pass leaves behind. T timesteps, B sequences, U units, all float32. */
export interface LstmTrace {
  /** Hidden states [T+1, B, U]; row 0 is the initial state. */
  h: tf.Tensor3D;
  /** Cell states [T+1, B, U]; row 0 is the initial state. */
  c: tf.Tensor3D;
  /** Whatever else the same implementation's `backward` wants, in its own order; opaque to others. */
  saved: tf.Tensor[];
}

export interface LstmGradients {
  /** [T, B, 4U]: with respect to zx. Its sum over T and B is the bias's gradient. */
  dzx: tf.Tensor3D;
  /** [U, 4U]: with respect to R. */
  dRecurrent: tf.Tensor2D;
  /** [B, U]: with respect to the initial states. */
  dh0: tf.Tensor2D;
  dc0: tf.Tensor2D;
}

export interface LstmOps {
  /** For reports: which implementation ran. */
  readonly name: string;
  /**
   * @param zx [T, B, 4U] the inputs' part of the gates before activation, bias included
   * @param recurrent [U, 4U]
   * @param h0 @param c0 [B, U] initial states; null: zeros
   */
  forward(zx: tf.Tensor3D, recurrent: tf.Tensor2D, h0: tf.Tensor2D | null, c0: tf.Tensor2D | null): LstmTrace;
  /**
   * @param dh [T, B, U] gradient with respect to the sequence of hidden states; null: zero
   * @param dhT @param dcT [B, U] with respect to the final states, on top of `dh`; null: zero
   */
  backward(trace: LstmTrace, recurrent: tf.Tensor2D,
    dh: tf.Tensor3D | null, dhT: tf.Tensor2D | null, dcT: tf.Tensor2D | null): LstmGradients;
}

let inUse: LstmOps = stepwiseLstm;

export function lstmOps(): LstmOps {
  return inUse;
}

/** Puts another implementation in place (a compiled one, say); returns the one it replaces. */
export function setLstmOps(replacement: LstmOps): LstmOps {
  const replaced = inUse;
  inUse = replacement;
  return replaced;
}
