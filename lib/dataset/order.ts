/** The order of the training windows: shuffled anew each epoch, and batches cut from it. */
import type { Windows } from "./windows";
import { mix } from "./random";
import type { Batch } from "./batch";

/**
 * The numbers 0 to count−1 in the order of one epoch (0-based): a Fisher-Yates shuffle. A pure function of seed and
 * epoch, so a resumed run finds the order again without having stored it.
 */
export function epochOrder(count: number, seed: number, epoch: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((mix(seed, 2, epoch, i) / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Steps that take `count` windows `size` at a time; the last may be smaller. */
export function stepsOf(count: number, size: number): number {
  return Math.ceil(count / size);
}

/** Batch number `step` (0-based) of the windows in the given order: `size` of them, or what is left at the end. */
export function batchOf(windows: Windows, order: Int32Array, size: number, step: number): Batch {
  const picked = order.subarray(step * size, (step + 1) * size);
  const T = windows.timesteps;
  const gather = (rows: Int32Array): Int32Array => {
    const out = new Int32Array(picked.length * T);
    picked.forEach((w, i) => out.set(rows.subarray(w * T, (w + 1) * T), i * T));
    return out;
  };
  return {
    size: picked.length,
    timesteps: T,
    encoder: gather(windows.encoder),
    decoder: gather(windows.decoder),
    target: gather(windows.target),
  };
}
