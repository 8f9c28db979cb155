/** Bins: a range of values cut at a few edges, each piece standing for all the values in it. */
export interface Bins {
  /** The inner edges, strictly increasing; n edges make n + 1 bins. */
  edges: number[];
  /** What each bin stands for: the median of the values in it. */
  medians: number[];
  /** How many of the values are in each bin. */
  counts: number[];
}

/**
 * The bin of `value`, from 0: the number of `edges` that are at most `value`, as numpy.digitize has it.
 * So a value on an edge belongs to the bin above it, and values outside the range to the first or last bin.
 */
export function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sorts `values` into the bins that `edges` make. A bin that none of them falls in (edges given by hand may leave
 * some empty) stands for the middle between its edges; the first and the last, for their one edge.
 * @throws Error when a value is not finite, or the edges are not finite and strictly increasing, or there is neither
 * a value nor an edge.
 */
export function fitBins(values: ArrayLike<number>, edges: readonly number[]): Bins {
  checkEdges(edges);
  const sorted = sortedValues(values);
  if (sorted.length === 0 && edges.length === 0) {
    throw new Error("There are no values to put into bins; give at least one.");
  }
  const medians: number[] = [];
  const counts: number[] = [];
  let from = 0;
  for (let bin = 0; bin <= edges.length; bin++) {
    let to = from;
    while (to < sorted.length && (bin === edges.length || sorted[to] < edges[bin])) to++;
    counts.push(to - from);
    medians.push(to > from ? median(sorted, from, to) : emptyBin(bin, edges));
    from = to;
  }
  return { edges: [...edges], medians, counts };
}

/**
 * Makes sure that `edges` given by hand can be used as inner edges.
 * @throws Error when one is not finite, or they are not strictly increasing.
 */
export function checkEdges(edges: readonly number[]): void {
  edges.forEach((edge, i) => {
    if (!Number.isFinite(edge)) throw new Error(`Bin edge ${edge} is not a finite number; give finite edges.`);
    if (i > 0 && edge <= edges[i - 1]) {
      throw new Error(
        `Bin edges must increase, but ${edge} follows ${edges[i - 1]}; sort them and drop repeated ones.`,
      );
    }
  });
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

/** Median of sorted[from..to): the middle value, or the mean of the two in the middle. */
function median(sorted: Float64Array, from: number, to: number): number {
  const last = from + to - 1;
  return (sorted[last >> 1] + sorted[(last + 1) >> 1]) / 2;
}

function emptyBin(bin: number, edges: readonly number[]): number {
  return (edges[Math.max(0, bin - 1)] + edges[Math.min(edges.length - 1, bin)]) / 2;
}
