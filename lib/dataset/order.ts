/** The order of the training windows: shuffled anew each epoch. */
import { mix } from "./random";

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
