/** Quantiles: the value below which a given share of the values lie. */

/**
 * The quantile `share` (0–1) of `values`, in proportion between the two nearest, as numpy.quantile does by default;
 * NaN where there are no values.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = values instanceof Uint8Array ? values.slice().sort() : Float64Array.from(values).sort();
  return quantileOfSorted(sorted, share);
}

/** The same of values that are sorted already. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  return quantileAt((i) => sorted[i], sorted.length, share);
}

/** The same of `count` values, of which `at(i)` is the i-th smallest. */
export function quantileAt(at: (i: number) => number, count: number, share: number): number {
  if (count === 0) return NaN;
  const position = share * (count - 1);
  const i = Math.floor(position);
  const below = at(i);
  const step = at(Math.min(i + 1, count - 1)) - below;
  const t = position - i;
  // From the nearer end, so that rounding is numpy's to the last bit.
  return t < 0.5 ? below + step * t : below + step - step * (1 - t);
}
