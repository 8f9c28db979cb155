/** Jenks natural breaks: the exact optimum of k-means on a line. */
import { type Distinct, distinctOf, total } from "./distinct";

/** Distinct values in increasing order with running sums, for the cost of any run of them in constant time. */
interface Weighted {
  values: number[];
  /** weight[i], sum[i], squares[i]: number, sum and sum of squares of the first i distinct values' occurrences. */
  weight: Float64Array;
  sum: Float64Array;
  squares: Float64Array;
}

/**
 * Inner edges of the `count` bins with the smallest sum of squared distances to the bins' means; each edge lies half
 * way between the largest value below and the smallest above. `count` − 1 edges, or fewer where there are fewer
 * distinct values.
 *
 * By dynamic programming (W. D. Fisher, "On grouping for maximum homogeneity", 1958). The best start of the last bin
 * never moves back when a value is added, so that each row is filled by divide and conquer: O(count · m · log m) for
 * m distinct values, instead of O(count · m²).
 */
export function naturalBreaks(sorted: Float64Array, count: number): number[] {
  return breaksOf(distinctOf(sorted), count);
}

/** The same for values that are counted already. */
export function breaksOf(distinct: Distinct, count: number): number[] {
  const data = weigh(distinct);
  const m = data.values.length;
  const bins = Math.min(count, m);
  // best[i]: cost of the first i + 1 distinct values in the bins so far. starts[b][i]: where the last of b + 1 begins.
  let best = Float64Array.from({ length: m }, (_, i) => cost(data, 0, i));
  const starts = [new Int32Array(m)];
  for (let b = 1; b < bins; b++) {
    const row = new Float64Array(m).fill(Infinity);
    const start = new Int32Array(m);
    fillRow(data, best, row, start, b, m - 1, b, m - 1);
    best = row;
    starts.push(start);
  }
  const edges: number[] = [];
  for (let b = bins - 1, last = m - 1; b > 0; b--) {
    const first = starts[b][last];
    edges.unshift(between(data.values[first - 1], data.values[first]));
    last = first - 1;
  }
  return edges;
}

/** Fills row[from..to], knowing that the last bin starts within low..high. */
function fillRow(
  data: Weighted,
  previous: Float64Array,
  row: Float64Array,
  start: Int32Array,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from > to) return;
  const i = (from + to) >> 1;
  for (let j = low; j <= Math.min(i, high); j++) {
    const total = previous[j - 1] + cost(data, j, i);
    if (total < row[i]) {
      row[i] = total;
      start[i] = j;
    }
  }
  fillRow(data, previous, row, start, from, i - 1, low, start[i]);
  fillRow(data, previous, row, start, i + 1, to, start[i], high);
}

/** Sum of squared distances of the distinct values i..j, each as often as it occurs, to their mean. */
function cost({ weight, sum, squares }: Weighted, i: number, j: number): number {
  if (i === j) return 0;
  const s = sum[j + 1] - sum[i];
  return Math.max(0, squares[j + 1] - squares[i] - (s * s) / (weight[j + 1] - weight[i]));
}

function weigh(distinct: Distinct): Weighted {
  // Centred, so that the difference of two large sums keeps its digits. Summed one by one, as often as each occurs.
  let all = 0;
  distinct.values.forEach((value, i) => {
    for (let times = distinct.counts[i]; times > 0; times--) all += value;
  });
  const centre = all / total(distinct.counts);
  const values = Array.from(distinct.values);
  const weight = [0];
  const sum = [0];
  const squares = [0];
  distinct.values.forEach((value, i) => {
    const times = distinct.counts[i];
    const x = value - centre;
    weight.push(weight[i] + times);
    sum.push(sum[i] + times * x);
    squares.push(squares[i] + times * x * x);
  });
  return {
    values,
    weight: Float64Array.from(weight),
    sum: Float64Array.from(sum),
    squares: Float64Array.from(squares),
  };
}

/** Half way from a up to b; b itself where they are so close that nothing lies between. */
function between(a: number, b: number): number {
  const middle = a + (b - a) / 2;
  return middle > a ? middle : b;
}
