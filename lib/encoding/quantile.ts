/** Quantiles: the value below which a given share of the values lie. */

/**
 * The quantile `share` (0–1) of `values`, in proportion between the two nearest, as numpy.quantile does by default;
 * NaN where there are no values.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/** The same of values that are sorted already. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const position = share * (sorted.length - 1);
  const i = Math.floor(position);
  const below = sorted[i];
  const step = sorted[Math.min(i + 1, sorted.length - 1)] - below;
  const t = position - i;
  // From the nearer end, so that rounding is numpy's to the last bit.
  return t < 0.5 ? below + step * t : below + step - step * (1 - t);
}
