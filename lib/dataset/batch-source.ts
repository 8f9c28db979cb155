/** Where training and evaluation get their batches from: it alone knows the order of the windows. */
import { batchOf, type Batch } from "./batch";
import { byLength, epochOrder, lengthOrder } from "./order";
import type { Windows } from "./windows";

/**
 * Batches by epoch and step, both counted from 0. A batch depends on nothing else, so that a run taken up again, or
 * another machine, gets the same one.
 */
export interface BatchSource {
  /** Steps of an epoch, the same in every slice; 0 where there are no windows. */
  steps(epoch: number): number;
  /** The batch of a step; the last of an epoch may be smaller. @throws RangeError where there is no such step. */
  batch(epoch: number, step: number): Batch;
  /**
   * What `rank` (0 to ranks−1) takes of each batch. The slices of all ranks, one after the other, are the batch; their
   * sizes differ by one window at most, and a batch of fewer windows than ranks leaves some with none.
   * @throws Error when there is no such rank, or when this is a slice already.
   */
  slice(rank: number, ranks: number): BatchSource;
}

/** Batches of `size` windows in an order of its own for each epoch, which follows from the seed. */
export function shuffledBatches(windows: Windows, size: number, seed: number): BatchSource {
  const { lengths, count } = windows;
  return new WindowBatches(windows, size, (epoch) =>
    lengths ? lengthOrder(lengths, size, seed, epoch) : epochOrder(count, seed, epoch),
  );
}

/** Batches of `size` windows as they come, or by length where they differ; the same in every epoch: for evaluation. */
export function batchesInOrder(windows: Windows, size: number): BatchSource {
  const { lengths, count } = windows;
  const order = lengths ? byLength(lengths) : Int32Array.from({ length: count }, (_, w) => w);
  return new WindowBatches(windows, size, () => order);
}

class WindowBatches implements BatchSource {
  private latest: { epoch: number; order: Int32Array } | undefined;

  constructor(
    private readonly windows: Windows,
    private readonly size: number,
    private readonly order: (epoch: number) => Int32Array,
    private readonly part?: { rank: number; ranks: number },
  ) {
    if (!Number.isInteger(size) || size < 1) {
      throw new Error(`A batch of ${size} windows is not possible; give a whole number of 1 or more.`);
    }
  }

  steps(): number {
    return Math.ceil(this.windows.count / this.size);
  }

  batch(epoch: number, step: number): Batch {
    if (!(Number.isInteger(step) && step >= 0 && step < this.steps())) {
      throw new RangeError(`There is no step ${step} in an epoch of ${this.steps()} steps, counted from 0.`);
    }
    if (this.latest?.epoch !== epoch) this.latest = { epoch, order: this.order(epoch) };
    const whole = this.latest.order.subarray(step * this.size, (step + 1) * this.size);
    if (!this.part) return batchOf(this.windows, whole);
    const { rank, ranks } = this.part;
    const [first, end] = [rank, rank + 1].map((r) => Math.floor((r * whole.length) / ranks));
    return { ...batchOf(this.windows, whole.subarray(first, end)), slice: { first, of: whole.length } };
  }

  slice(rank: number, ranks: number): BatchSource {
    if (this.part) throw new Error("This source is a slice already; slice the whole one.");
    if (!(Number.isInteger(ranks) && Number.isInteger(rank) && rank >= 0 && rank < ranks)) {
      throw new Error(`There is no rank ${rank} of ${ranks}; ranks count from 0.`);
    }
    return new WindowBatches(this.windows, this.size, this.order, { rank, ranks });
  }
}
