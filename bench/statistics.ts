/** What is said of the values of several rounds. */

export interface Spread {
  min: number;
  median: number;
  max: number;
  /** (max - min) / median. */
  spread: number;
}

/** @throws Error without values */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error("There are no values; run at least one round.");
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const middle = median(sorted);
  return { min, median: middle, max, spread: (max - min) / middle };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Median of a[i] / b[i], over the rounds that both have: slow moments of the machine fall out of it. */
export function medianRatio(a: readonly number[], b: readonly number[]): number {
  return median(Array.from({ length: Math.min(a.length, b.length) }, (_, i) => a[i] / b[i]));
}
