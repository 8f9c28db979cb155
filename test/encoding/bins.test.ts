import { describe, expect, it } from "vitest";
import { binOf, fitBins } from "../../lib/encoding";
import { numpy } from "./numpy";

describe("binOf", () => {
  it("is the number of edges that are at most the value", () => {
    expect([-5, 1, 1.5, 2, 2.5, 3, 99].map((value) => binOf(value, [1, 2, 3]))).toEqual([0, 1, 1, 2, 2, 3, 3]);
    expect(binOf(7, [])).toBe(0);
  });

  it("agrees with numpy.digitize", () => {
    const edges = [0.05, 0.1, 0.25, 0.5, 1, 2, 8];
    const values = Array.from({ length: 200 }, (_, i) => (i * 0.05) % 9);
    expect(values.map((value) => binOf(value, edges))).toEqual(
      numpy("np.digitize(d['values'], d['edges'])", { values, edges }),
    );
  });
});

describe("fitBins", () => {
  it("gives each bin its count and the median of its values", () => {
    expect(fitBins([9, 1, 2, 3, 7, 1, 4], [3, 8])).toEqual({ edges: [3, 8], counts: [3, 3, 1], medians: [1, 4, 9] });
  });

  it("takes the mean of the two middle values of an even number", () => {
    expect(fitBins([4, 1, 2, 10], []).medians).toEqual([3]);
  });

  it("lets an empty bin stand for its middle, at the ends for its edge", () => {
    expect(fitBins([2.5, 2.7], [1, 2, 3, 5])).toEqual({
      edges: [1, 2, 3, 5],
      counts: [0, 0, 2, 0, 0],
      medians: [1, 1.5, 2.6, 4, 5],
    });
    expect(fitBins([], [1, 3]).medians).toEqual([1, 2, 3]);
  });

  it("leaves values and edges as they are", () => {
    const values = [3, 1, 2];
    const edges = [2];
    const bins = fitBins(values, edges);
    bins.edges.push(9);
    expect([values, edges]).toEqual([[3, 1, 2], [2]]);
  });

  it("says what is wrong with edges and values", () => {
    expect(() => fitBins([1], [2, 2])).toThrow(
      "Bin edges must increase, but 2 follows 2; sort them and drop repeated ones.",
    );
    expect(() => fitBins([1], [3, 2])).toThrow("2 follows 3");
    expect(() => fitBins([1], [NaN])).toThrow("Bin edge NaN is not a finite number");
    expect(() => fitBins([1], [1, Infinity])).toThrow("Bin edge Infinity is not a finite number");
    for (const stranger of [NaN, Infinity, -Infinity]) {
      expect(() => fitBins([1, stranger, 2], [1])).toThrow("not a finite number; leave such values out");
    }
    expect(() => fitBins([], [])).toThrow("There are no values");
  });
});
