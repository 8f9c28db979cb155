/** A reduction by any means of adding a vector over all ranks. */
import { tf } from "../tensorflow";
import type { Bucket } from "./buckets";
import type { OnGradient } from "./gradient-order";
import type { BatchGradients } from "./gradients";
import type { Reduced, Reduction, StepReduction } from "./reduction";

/**
 * float32 [n] of this rank -> the sum over all ranks, [n]; the argument stays the caller's. A promise has begun already,
 * and several may be under way: they are kept in the order in which they began.
 */
export type Sum = (own: tf.Tensor1D) => tf.Tensor1D | Promise<tf.Tensor1D>;

export interface SummingOptions {
  /** Exact to float32. */
  sum: Sum;
  /** A coarser one for the gradients, which then travel apart from loss, accuracy and notes. */
  gradientSum?: Sum;
  /**
   * Gradients that travel together, in the order of their travelling: all but the last bucket as soon as it is full, while
   * the backward pass goes on. Default: all travel at its end, in one vector.
   */
  buckets?: readonly Bucket[];
}

export function summing(options: SummingOptions): Reduction {
  return { begin: (notes) => new StepOfSums(options, notes) };
}

/** Measures that travel after the gradients: loss, accuracy, notes, how many want to stop. */
const MEASURES = 4;

class StepOfSums implements StepReduction {
  readonly onGradient?: OnGradient;
  /** Gradients that are there, sent or not. */
  private readonly found = new Map<number, tf.Tensor>();
  /** Of each bucket that was sent. */
  private readonly begun: Promise<tf.Tensor1D>[] = [];

  constructor(
    private readonly options: SummingOptions,
    private readonly notes: number,
  ) {
    const ahead = options.buckets?.slice(0, -1) ?? []; // the last waits for the measures
    if (ahead.length === 0) return;
    this.onGradient = (index, gradient) => {
      this.found.set(index, gradient);
      while (this.begun.length < ahead.length && this.isFull(ahead[this.begun.length])) {
        this.send(ahead[this.begun.length]);
      }
    };
  }

  async reduce(own: BatchGradients, stop = false): Promise<Reduced> {
    const { sum, gradientSum, buckets = [own.gradients.map((_, index) => index)] } = this.options;
    const shapes = own.gradients.map(({ shape }) => shape);
    own.gradients.forEach((gradient, index) => this.found.set(index, gradient));
    const { loss, accuracy, notes } = own;
    const measures = tf.tensor1d([loss * notes, accuracy * notes, notes, Number(stop)]);
    for (const bucket of buckets.slice(this.begun.length, -1)) this.send(bucket);
    this.send(buckets.at(-1)!, gradientSum ? [] : [measures]);
    if (gradientSum) this.begun.push(begin(sum, tf.clone(measures)));
    tf.dispose([...own.gradients, measures]);
    const sums: tf.Tensor1D[] = [];
    for (const each of this.begun) sums.push(await each);
    const means = meansOf(sums, buckets, shapes);
    tf.dispose(sums);
    return means;
  }

  private isFull(bucket: Bucket): boolean {
    return bucket.every((index) => this.found.has(index));
  }

  /** Sums over the notes instead of means, one after the other. @param more that travels with them */
  private send(bucket: Bucket, more: tf.Tensor1D[] = []): void {
    const { sum, gradientSum = sum } = this.options;
    const vector = tf.tidy(() => {
      const sums = bucket.map((index) => tf.mul(this.found.get(index)!, this.notes).flatten());
      return tf.keep(tf.concat([...sums, ...more]));
    });
    this.begun.push(begin(gradientSum, vector));
  }
}

/** Takes the vector over. Who does not come to wait for the sum, because something else has failed, leaves no error behind. */
function begin(sum: Sum, vector: tf.Tensor1D): Promise<tf.Tensor1D> {
  const begun = (async () => {
    try {
      return await sum(vector);
    } finally {
      vector.dispose();
    }
  })();
  begun.catch(() => {});
  return begun;
}

/** @param sums of the buckets, then perhaps of the measures; these are the last numbers of all */
function meansOf(sums: readonly tf.Tensor1D[], buckets: readonly Bucket[], shapes: readonly number[][]): Reduced {
  const measures = sums.at(-1)!;
  const [loss, accuracy, notes, stop] = tf.tidy(() => measures.slice(measures.size - MEASURES).dataSync<"float32">());
  if (notes === 0) throw new Error("No rank has a note in this step, so there is nothing to learn from it.");
  const gradients: tf.Tensor[] = new Array(shapes.length);
  for (const [b, bucket] of buckets.entries()) {
    let at = 0;
    for (const index of bucket) {
      const size = tf.util.sizeFromShape(shapes[index]);
      gradients[index] = tf.tidy(() => sums[b].slice(at, size).div<tf.Tensor>(notes).reshape(shapes[index]));
      at += size;
    }
  }
  return { gradients, loss: loss / notes, accuracy: accuracy / notes, notes, stop: stop > 0 };
}
