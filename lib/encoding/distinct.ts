/** Values without repetition, each with how often it occurs. */

/** Distinct values in increasing order: value i occurs counts[i] times. */
export interface Distinct {
  values: Float64Array;
  counts: Uint32Array;
}

/** The distinct ones of `values`. @throws Error when one is not finite. */
export function distinctOf(values: ArrayLike<number>): Distinct {
  const sorted = sortedValues(values);
  const distinct = new Float64Array(sorted.length);
  const counts = new Uint32Array(sorted.length);
  let last = -1;
  for (const value of sorted) {
    if (last < 0 || value !== distinct[last]) distinct[++last] = value;
    counts[last]++;
  }
  return { values: distinct.slice(0, last + 1), counts: counts.slice(0, last + 1) };
}

/** All the values again, sorted, each as often as it occurs. */
export function repeated({ values, counts }: Distinct): Float64Array {
  const all = new Float64Array(total(counts));
  let at = 0;
  values.forEach((value, i) => all.fill(value, at, (at += counts[i])));
  return all;
}

/** Sum of counts[from] … counts[to − 1]; of all without them. */
export function total(counts: ArrayLike<number>, from = 0, to = counts.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += counts[i];
  return sum;
}

/** A sorted copy of `values`. @throws Error when one is not finite. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  // Infinities and NaN (last) are sorted to the ends.
  if (sorted.length > 0 && !(Number.isFinite(sorted[0]) && Number.isFinite(sorted[sorted.length - 1]))) {
    throw new Error("A value to be binned is not a finite number; leave such values out.");
  }
  return sorted;
}
