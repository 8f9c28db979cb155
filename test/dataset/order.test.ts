import { describe, expect, it } from "vitest";
import { epochOrder } from "../../lib/dataset";
import { mix, stepSeed } from "../../lib/dataset/random";

// The numbers here come from a Python program written from the formulas, with whole numbers of any length.
describe("mix", () => {
  it("gives known numbers", () => {
    expect([mix(0), mix(1), mix(1, 2), mix(2, 1), mix(-1)]).toEqual([
      2462723854, 2527132011, 903203619, 2094480458, 920564995,
    ]);
    expect(stepSeed(1, 3, 4)).toBe(1505565017);
  });

  it("spreads consecutive numbers evenly over 16 cells", () => {
    const cells = new Array<number>(16).fill(0);
    for (let i = 0; i < 16_000; i++) cells[mix(7, i) >>> 28]++;
    // Chi-squared with 15 degrees of freedom: 37.7 is exceeded once in 1000 by chance.
    expect(cells.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(37.7);
  });
});

describe("epochOrder", () => {
  it("shuffles as known", () => {
    expect([...epochOrder(10, 1, 0)]).toEqual([9, 5, 4, 7, 3, 6, 8, 2, 1, 0]);
    expect([...epochOrder(10, 1, 1)]).toEqual([1, 9, 5, 2, 6, 4, 3, 0, 7, 8]);
    expect([...epochOrder(10, 2, 0)]).toEqual([7, 3, 8, 4, 9, 2, 0, 5, 6, 1]);
  });

  it("holds each number once", () => {
    expect([...epochOrder(1000, 5, 3)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(epochOrder(0, 5, 3)).toHaveLength(0);
  });
});
