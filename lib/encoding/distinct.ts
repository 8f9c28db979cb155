/** Values without repetition, each with how often it occurs. */

/** Distinct values in increasing order: value i occurs counts[i] times. */
export interface Distinct {
  values: Float64Array;
  counts: Uint32Array;
}

/** Values that are sorted and counted at a time. */
const PORTION = 1 << 22;

/** The distinct ones of `values`. @throws Error when one is not finite. */
export function distinctOf(values: ArrayLike<number>): Distinct {
  return countSorted(sortedValues(values));
}

/**
 * The distinct ones of all the `pieces` together, in one pass: in the room of the distinct ones, of which a collection has
 * few beside its notes, and of 4 million values. @throws Error when one is not finite.
 */
export function distinctOfAll(pieces: Iterable<ArrayLike<number>>): Distinct {
  let all: Distinct = { values: new Float64Array(0), counts: new Uint32Array(0) };
  const portion = new Growing(PORTION);
  const flush = (): void => {
    all = merged(all, countSorted(sortedInPlace(portion.taken())));
  };
  const bytes = new Uint32Array(256); // Bytes need no sorting.
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) {
      for (let i = 0; i < piece.length; i++) bytes[piece[i]]++;
      continue;
    }
    if (!portion.fits(piece.length)) flush();
    if (piece.length > PORTION) all = merged(all, distinctOf(piece));
    else portion.add(piece);
  }
  flush();
  const met = Array.from(bytes.keys()).filter((byte) => bytes[byte] > 0);
  return merged(all, { values: Float64Array.from(met), counts: Uint32Array.from(met, (byte) => bytes[byte]) });
}

/** An array that grows to `most` values, and is filled anew. */
class Growing {
  private values = new Float64Array(1024);
  private used = 0;

  constructor(private readonly most: number) {}

  fits(count: number): boolean {
    return this.used + count <= this.most;
  }

  add(piece: ArrayLike<number>): void {
    if (this.used + piece.length > this.values.length) {
      const larger = new Float64Array(2 * (this.used + piece.length));
      larger.set(this.values.subarray(0, this.used));
      this.values = larger;
    }
    this.values.set(piece, this.used);
    this.used += piece.length;
  }

  taken(): Float64Array {
    const { used } = this;
    this.used = 0;
    return this.values.subarray(0, used);
  }
}

function merged(a: Distinct, b: Distinct): Distinct {
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Uint32Array(values.length);
  let [i, j, n] = [0, 0, 0];
  while (i < a.values.length || j < b.values.length) {
    const [x, y] = [i < a.values.length ? a.values[i] : Infinity, j < b.values.length ? b.values[j] : Infinity];
    values[n] = Math.min(x, y);
    counts[n++] = (x <= y ? a.counts[i++] : 0) + (y <= x ? b.counts[j++] : 0);
  }
  return { values: values.slice(0, n), counts: counts.slice(0, n) };
}

/** Of sorted values. */
function countSorted(sorted: Float64Array): Distinct {
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
  return sortedInPlace(Float64Array.from(values));
}

function sortedInPlace(values: Float64Array): Float64Array {
  const sorted = values.sort();
  // Infinities and NaN (last) are sorted to the ends.
  if (sorted.length > 0 && !(Number.isFinite(sorted[0]) && Number.isFinite(sorted[sorted.length - 1]))) {
    throw new Error("A value to be binned is not a finite number; leave such values out.");
  }
  return sorted;
}
