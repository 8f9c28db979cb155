import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus, defaultFolder } from "../../lib/corpus";
import { binOf, durationsOf } from "../../lib/encoding";
import { naturalBreaks } from "../../lib/encoding/natural-breaks";

/** Sum of squared distances to the bins' means, straight from the definition. */
function spread(values: ArrayLike<number>, edges: readonly number[]): number {
  const bins: number[][] = Array.from({ length: edges.length + 1 }, () => []);
  for (const value of Array.from(values)) bins[binOf(value, edges)].push(value);
  return bins.reduce((total, bin) => {
    const mean = bin.reduce((sum, x) => sum + x, 0) / bin.length;
    return total + bin.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  }, 0);
}

/** The smallest spread of all ways to cut sorted values into `count` bins between distinct values. */
function bruteForce(sorted: readonly number[], count: number): number {
  const cuts = [...new Set(sorted)].slice(1);
  const choose = (from: number, left: number, edges: number[]): number => {
    if (left === 0) return spread(sorted, edges);
    let best = Infinity;
    for (let i = from; i <= cuts.length - left; i++)
      best = Math.min(best, choose(i + 1, left - 1, [...edges, cuts[i]]));
    return best;
  };
  return choose(0, count - 1, []);
}

/** The same optimum by Fisher's recursion as it stands in the book, all starts tried: O(count · m²). */
function plainDynamicProgramming(sorted: Float64Array, count: number): number {
  const distinct = [...new Set(sorted)];
  const weights = distinct.map((value) => sorted.filter((x) => x === value).length);
  const m = distinct.length;
  const cost = Array.from({ length: m }, () => new Float64Array(m));
  for (let i = 0; i < m; i++) {
    let [weight, mean, squares] = [0, 0, 0]; // Welford's running mean and sum of squares
    for (let j = i; j < m; j++) {
      weight += weights[j];
      const step = distinct[j] - mean;
      mean += (weights[j] * step) / weight;
      squares += weights[j] * step * (distinct[j] - mean);
      cost[i][j] = squares;
    }
  }
  let best = Float64Array.from(cost[0]);
  for (let b = 1; b < count; b++) {
    best = best.map((_, i) => {
      let least = Infinity;
      for (let j = b; j <= i; j++) least = Math.min(least, best[j - 1] + cost[j][i]);
      return least;
    });
  }
  return best[m - 1];
}

describe("naturalBreaks", () => {
  let durations: Float64Array;
  beforeAll(async () => {
    durations = durationsOf((await readCorpus(defaultFolder())).melodies).sort();
  });

  it("finds the best of all ways to cut", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const sorted = Array.from({ length: 11 }, (_, i) => ((i + 1) * (i + 3) * seed * 7919) % 40).sort((a, b) => a - b);
      for (const count of [2, 3, 4, 5]) {
        const possible = Math.min(count, new Set(sorted).size);
        const edges = naturalBreaks(Float64Array.from(sorted), count);
        expect(edges).toHaveLength(possible - 1);
        expect(spread(sorted, edges), `seed ${seed}, ${count} bins`).toBeCloseTo(bruteForce(sorted, possible), 8);
      }
    }
  });

  it("finds the best for the 33,397 durations of the collection", () => {
    expect(durations).toHaveLength(33_397);
    for (const count of [2, 4, 9, 16]) {
      const best = plainDynamicProgramming(durations, count);
      expect(spread(durations, naturalBreaks(durations, count)) / best, `${count} bins`).toBeCloseTo(1, 9);
    }
  });

  it("keeps its digits far from zero", () => {
    const far = Float64Array.from([0, 1, 2, 10, 11, 12, 50], (x) => x + 1e8);
    expect(naturalBreaks(far, 3)).toEqual([1e8 + 6, 1e8 + 31]);
  });

  it("puts an edge between neighbouring numbers of the computer", () => {
    const next = 1 + Number.EPSILON;
    const [edge] = naturalBreaks(Float64Array.from([1, next]), 2);
    expect([binOf(1, [edge]), binOf(next, [edge])]).toEqual([0, 1]);
  });
});
