/** The order of the training windows: shuffled anew each epoch. */
import { mix } from "./random";

/** So many batches are sorted by length together: they stay mixed, and little is filled up. */
const TOGETHER = 16;

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

/**
 * The same for windows of different lengths that are taken `batch` at a time: windows of about equal length come together,
 * in batches that are shuffled; the last, which may be smaller, stays last.
 */
export function lengthOrder(lengths: Int32Array, batch: number, seed: number, epoch: number): Int32Array {
  const shuffled = epochOrder(lengths.length, seed, epoch);
  const batches: Int32Array[] = [];
  for (let at = 0; at < shuffled.length; at += TOGETHER * batch) {
    const alike = shuffled.slice(at, at + TOGETHER * batch).sort((a, b) => lengths[a] - lengths[b] || a - b);
    for (let i = 0; i < alike.length; i += batch) batches.push(alike.subarray(i, i + batch));
  }
  const last = lengths.length % batch === 0 ? [] : [batches.pop()!];
  const order = epochOrder(batches.length, mix(seed, 3) >>> 1, epoch);
  return Int32Array.from([...Array.from(order, (b) => batches[b]), ...last].flatMap((numbers) => [...numbers]));
}

/** From the shortest window to the longest, so that little is filled up. */
export function byLength(lengths: Int32Array): Int32Array {
  return Int32Array.from(lengths, (_, w) => w).sort((a, b) => lengths[a] - lengths[b] || a - b);
}
