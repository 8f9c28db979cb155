import { describe, expect, it } from "vitest";
import { binEdges, fitBins, METHODS, type BinMethod } from "../../lib/encoding";
import { numpy } from "./numpy";

/** 500 values from about 0.02 to 20, the small ones more often; the same ones every time. */
const values = Array.from({ length: 500 }, (_, i) => Math.exp(((i * 7919) % 500) / 72 - 3.9) + ((i * 31) % 17) / 50);

describe("binEdges", () => {
  it("quantile: quartiles by hand", () => {
    // Sorted 1…5: positions 1, 2 and 3 of 0…4; and 1…4: positions 0.75, 1.5, 2.25 of 0…3.
    expect(binEdges([5, 3, 1, 4, 2], "quantile", 4)).toEqual([2, 3, 4]);
    expect(binEdges([1, 2, 3, 4], "quantile", 4)).toEqual([1.75, 2.5, 3.25]);
  });

  it("quantile: numpy.quantile to the last bit", () => {
    for (const count of [2, 3, 4, 7, 16]) {
      const theirs = numpy("np.quantile(d['values'], np.arange(1, d['count']) / d['count'])", { values, count });
      expect(binEdges(values, "quantile", count)).toEqual(theirs);
    }
  });

  it("equal-width: by hand, and numpy.histogram_bin_edges", () => {
    expect(binEdges([0, 1, 2, 3, 4, 5, 6, 7, 8], "equal-width", 4)).toEqual([2, 4, 6]);
    const theirs: number[] = numpy("np.histogram_bin_edges(d, bins=6)[1:-1]", values);
    binEdges(values, "equal-width", 6).forEach((edge, i) => expect(edge).toBeCloseTo(theirs[i], 12));
  });

  it("logarithmic: by hand, and numpy.geomspace", () => {
    binEdges([1, 3, 30, 300, 3000, 10_000], "logarithmic", 4).forEach((edge, i) =>
      expect(edge).toBeCloseTo(10 ** (i + 1), 8),
    );
    const theirs: number[] = numpy("np.geomspace(min(d), max(d), 7)[1:-1]", values);
    binEdges(values, "logarithmic", 6).forEach((edge, i) => expect(edge).toBeCloseTo(theirs[i], 12));
  });

  it("logarithmic: leaves values of 0 and less to the first bin; needs one above", () => {
    const [edge] = binEdges([-5, 0, 1, 100], "logarithmic", 2);
    expect(edge).toBeCloseTo(10, 12);
    expect(fitBins([-5, 0, 1, 100], [edge]).counts).toEqual([3, 1]);
    expect(() => binEdges([0, -1], "logarithmic", 2)).toThrow("Logarithmic bins need values above 0");
  });

  it("jenks: cuts in the gaps, half way", () => {
    expect(binEdges([1, 1, 2, 10, 11, 11, 50], "jenks", 3)).toEqual([6, 30.5]);
  });

  it("makes one of equal edges", () => {
    // Quartiles 85, 110, 110.
    const velocities = [60, 70, 85, 90, 110, 110, 110, 110, 120];
    expect(numpy("np.quantile(d, [.25, .5, .75])", velocities)).toEqual([85, 110, 110]);
    expect(binEdges(velocities, "quantile", 4)).toEqual([85, 110]);
  });

  it("leaves out edges that would leave a bin empty", () => {
    // Bins of width 25: nothing from 25 to 75, so that only the first edge parts values.
    expect(binEdges([0, 10, 20, 80, 100], "equal-width", 4)).toEqual([25]);
    // The first quartile is the smallest value: nothing below it.
    expect(binEdges([1, 1, 1, 2], "quantile", 4)).toEqual([1.25]);
    for (const method of METHODS) {
      for (let count = 1; count <= 16; count++) {
        const edges = binEdges(values, method, count);
        expect(edges.length).toBeLessThan(count);
        expect(Math.min(...fitBins(values, edges).counts), `${method} ${count}`).toBeGreaterThan(0);
      }
    }
  });

  it("makes no edge for one bin, or for values that are all the same", () => {
    for (const method of METHODS) {
      expect(binEdges(values, method, 1)).toEqual([]);
      expect(binEdges([3, 3, 3], method, 4)).toEqual([]);
      expect(binEdges([3], method, 4)).toEqual([]);
    }
  });

  it("does not depend on the order of the values", () => {
    const shuffled = values.map((_, i) => values[(i * 37) % 500]);
    for (const method of METHODS) expect(binEdges(shuffled, method, 5)).toEqual(binEdges(values, method, 5));
  });

  it("says what is wrong", () => {
    for (const count of [0, -1, 2.5, NaN, Infinity]) {
      expect(() => binEdges(values, "quantile", count)).toThrow(`${count} is not a number of bins`);
    }
    expect(() => binEdges([], "jenks", 4)).toThrow("There are no values");
    expect(() => binEdges([1, NaN], "quantile", 4)).toThrow("not a finite number");
    expect(() => binEdges(values, "median" as BinMethod, 4)).toThrow(
      `no way of binning called "median"; choose one of ${METHODS.join(", ")}.`,
    );
  });
});
