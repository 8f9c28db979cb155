/** Where to cut a range of values into bins. */
import { sortedValues } from "./distinct";
import { naturalBreaks } from "./natural-breaks";
import { quantileOfSorted } from "./quantile";

/** The inner edges of `count` bins from sorted values, of which there is one or more. */
type EdgeRule = (sorted: Float64Array, count: number) => number[];

/**
 * How edges are chosen, in the order in which the explorer offers it; a new way is one more entry:
 * - "quantile": about as many values in each bin (quartiles for 4);
 * - "equal-width": bins of equal width from the smallest value to the largest;
 * - "logarithmic": bins of equal ratio, from the smallest value above 0 to the largest; values of 0 and less go to
 *   the first bin;
 * - "jenks": the smallest sum of squared distances to the bins' means (Jenks natural breaks, k-means on a line).
 */
const methods = {
  quantile: (sorted, count) => inner(count, (k) => quantileOfSorted(sorted, k / count)),
  "equal-width": (sorted, count) => {
    const low = sorted[0];
    const width = (sorted[sorted.length - 1] - low) / count;
    return inner(count, (k) => low + k * width);
  },
  logarithmic: (sorted, count) => {
    const low = sorted.find((value) => value > 0);
    if (low === undefined) throw new Error("Logarithmic bins need values above 0; choose another method.");
    const ratio = Math.log(sorted[sorted.length - 1] / low) / count;
    return inner(count, (k) => low * Math.exp(k * ratio));
  },
  jenks: naturalBreaks,
} satisfies Record<string, EdgeRule>;

/** A way of choosing edges. */
export type BinMethod = keyof typeof methods;

export const METHODS = Object.keys(methods) as readonly BinMethod[];

/**
 * The inner edges that cut `values` into at most `count` bins: strictly increasing, at most count − 1 of them.
 * There are fewer where the values do not allow for more: equal edges become one (all three quartiles of
 * velocity are 110 in the default songs), and an edge that would leave a bin empty is left out.
 * @throws Error when there are no values, one is not finite, or `count` is not a whole number of 1 or more.
 */
export function binEdges(values: ArrayLike<number>, method: BinMethod, count: number): number[] {
  if (!Object.hasOwn(methods, method)) {
    throw new Error(`There is no way of binning called "${method}"; choose one of ${METHODS.join(", ")}.`);
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`${count} is not a number of bins; give a whole number of 1 or more.`);
  }
  const sorted = sortedValues(values);
  if (sorted.length === 0) throw new Error("There are no values to put into bins; give at least one.");
  return withoutEmptyBins(sorted, methods[method](sorted, count));
}

/** edge(1), …, edge(count − 1). */
function inner(count: number, edge: (k: number) => number): number[] {
  return Array.from({ length: count - 1 }, (_, k) => edge(k + 1));
}

function withoutEmptyBins(sorted: Float64Array, edges: readonly number[]): number[] {
  const kept: number[] = [];
  let from = 0;
  for (const edge of edges) {
    let to = from;
    while (to < sorted.length && sorted[to] < edge) to++;
    if (to > from && to < sorted.length) {
      kept.push(edge);
      from = to;
    }
  }
  return kept;
}
