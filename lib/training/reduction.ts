/** The second part of a training step: the gradients of all ranks, each from its slice of the batch, made one. */
import { tf } from "../tensorflow";
import type { BatchGradients } from "./gradients";

/** The whole batch's gradients and measures, and whether any rank wants this step to be the last. */
export interface Reduced extends BatchGradients {
  stop: boolean;
}

export interface Reduction {
  /**
   * Means over the notes of all ranks, the same on each, from what each has found; takes over `own` and its tensors.
   * A rank whose slice has more notes weighs more, so that the outcome is that of the whole batch.
   * @param stop whether this rank wants this step to be the last, default false
   * @throws Error when not all ranks take part, or when none has a note.
   */
  reduce(own: BatchGradients, stop?: boolean): Reduced | Promise<Reduced>;
}

/** For a process that trains alone: what it found is all there is. */
export const noReduction: Reduction = { reduce: (own, stop = false) => ({ ...own, stop }) };

/** float32 [n] of this rank -> the sum over all ranks, [n]; the argument stays the caller's. */
export type Sum = (own: tf.Tensor1D) => tf.Tensor1D | Promise<tf.Tensor1D>;

/**
 * A reduction by any means of adding one vector over all ranks.
 * @param sum exact to float32
 * @param gradientSum a coarser one for the gradients, which then travel apart from loss, accuracy and notes. Default: all
 *   in one vector by `sum`
 */
export function summing(sum: Sum, gradientSum?: Sum): Reduction {
  return {
    async reduce(own, stop = false) {
      const shapes = own.gradients.map(({ shape }) => shape);
      const vectors = sumsOf(own, stop, gradientSum !== undefined);
      tf.dispose(own.gradients);
      const totals: tf.Tensor1D[] = [];
      for (const vector of vectors) {
        const coarse = gradientSum !== undefined && totals.length === 0;
        totals.push(await (coarse ? gradientSum : sum)(vector));
      }
      const means = meansOf(totals[0], totals.at(-1)!, shapes);
      tf.dispose([...vectors, ...totals]);
      return means;
    },
  };
}

/** Measures that travel after the gradients: loss, accuracy, notes, how many want to stop. */
const MEASURES = 4;

/**
 * Sums over the notes instead of means, one after the other: the gradients, then the measures.
 * @param apart the measures in a vector of their own
 */
function sumsOf({ gradients, loss, accuracy, notes }: BatchGradients, stop: boolean, apart: boolean): tf.Tensor1D[] {
  return tf.tidy(() => {
    const measures = tf.tensor1d([loss * notes, accuracy * notes, notes, Number(stop)]);
    const sums = gradients.map((gradient) => tf.mul(gradient, notes).flatten());
    return apart ? [tf.concat(sums), measures] : [tf.concat([...sums, measures])];
  });
}

/** @param measures at the end of this vector, which may be `sums` itself */
function meansOf(sums: tf.Tensor1D, measures: tf.Tensor1D, shapes: readonly number[][]): Reduced {
  const [loss, accuracy, notes, stop] = tf.tidy(() => measures.slice(measures.size - MEASURES).dataSync<"float32">());
  if (notes === 0) throw new Error("No rank has a note in this step, so there is nothing to learn from it.");
  let at = 0;
  const gradients = shapes.map((shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    at += size;
    return tf.tidy(() =>
      sums
        .slice(at - size, size)
        .div<tf.Tensor>(notes)
        .reshape(shape),
    );
  });
  return { gradients, loss: loss / notes, accuracy: accuracy / notes, notes, stop: stop > 0 };
}
