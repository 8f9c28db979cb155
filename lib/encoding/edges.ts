/** Where to cut a range of values into bins. */
import { type Distinct, distinctOf, total } from "./distinct";
import { breaksOf } from "./natural-breaks";
import { quantileAt } from "./quantile";

/** The inner edges of `count` bins from the distinct values, of which there is one or more. */
type EdgeRule = (distinct: Distinct, count: number) => number[];

/**
 * How edges are chosen, in the order in which the explorer offers it; a new way is one more entry:
 * - "quantile": about as many values in each bin (quartiles for 4);
 * - "equal-width": bins of equal width from the smallest value to the largest;
 * - "logarithmic": bins of equal ratio, from the smallest value above 0 to the largest; values of 0 and less go to
 *   the first bin;
 * - "jenks": the smallest sum of squared distances to the bins' means (Jenks natural breaks, k-means on a line).
 */
const methods = {
  quantile: (distinct, count) => {
    const at = ranked(distinct);
    const n = total(distinct.counts);
    return inner(count, (k) => quantileAt(at, n, k / count));
  },
  "equal-width": ({ values }, count) => {
    const low = values[0];
    const width = (values[values.length - 1] - low) / count;
    return inner(count, (k) => low + k * width);
  },
  logarithmic: ({ values }, count) => {
    const low = values.find((value) => value > 0);
    if (low === undefined) throw new Error("Logarithmic bins need values above 0; choose another method.");
    const ratio = Math.log(values[values.length - 1] / low) / count;
    return inner(count, (k) => low * Math.exp(k * ratio));
  },
  jenks: breaksOf,
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
  return edgesOfDistinct(() => distinctOf(values), method, count);
}

/** The same for values that are counted already; they are asked for when method and count are sound. */
export function edgesOfDistinct(distinctOnes: () => Distinct, method: BinMethod, count: number): number[] {
  if (!Object.hasOwn(methods, method)) {
    throw new Error(`There is no way of binning called "${method}"; choose one of ${METHODS.join(", ")}.`);
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`${count} is not a number of bins; give a whole number of 1 or more.`);
  }
  const distinct = distinctOnes();
  if (distinct.values.length === 0) throw new Error("There are no values to put into bins; give at least one.");
  return withoutEmptyBins(distinct.values, methods[method](distinct, count));
}

/** The i-th smallest of all the values, each as often as it occurs. */
function ranked({ values, counts }: Distinct): (i: number) => number {
  let seen = 0;
  const ends = Float64Array.from(counts, (count) => (seen += count));
  return (i) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] > i) high = middle;
      else low = middle + 1;
    }
    return values[low];
  };
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
