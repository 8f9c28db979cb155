/** Bins: a range of values cut at a few edges, each piece standing for all the values in it. */
import { type Distinct, distinctOf, total } from "./distinct";

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
  return fitDistinct(distinctOf(values), edges);
}

/** The same for values that are counted already. */
export function fitDistinct(distinct: Distinct, edges: readonly number[]): Bins {
  checkEdges(edges);
  const { values } = distinct;
  if (values.length === 0 && edges.length === 0) {
    throw new Error("There are no values to put into bins; give at least one.");
  }
  const medians: number[] = [];
  const counts: number[] = [];
  let from = 0;
  for (let bin = 0; bin <= edges.length; bin++) {
    let to = from;
    while (to < values.length && (bin === edges.length || values[to] < edges[bin])) to++;
    counts.push(total(distinct.counts, from, to));
    medians.push(to > from ? median(distinct, from, to) : emptyBin(bin, edges));
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

/** Median of the values from..to−1, each as often as it occurs: the middle one, or the mean of the two in the middle. */
function median({ values, counts }: Distinct, from: number, to: number): number {
  const n = total(counts, from, to);
  const at = (place: number): number => {
    let i = from;
    for (let seen = counts[i]; seen <= place; seen += counts[i]) i++;
    return values[i];
  };
  return (at((n - 1) >> 1) + at(n >> 1)) / 2;
}

function emptyBin(bin: number, edges: readonly number[]): number {
  return (edges[Math.max(0, bin - 1)] + edges[Math.min(edges.length - 1, bin)]) / 2;
}
