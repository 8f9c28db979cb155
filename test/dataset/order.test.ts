import { describe, expect, it } from "vitest";
import { type Windows, batchOf, epochOrder, stepsOf } from "../../lib/dataset";
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

describe("batchOf", () => {
  const windows: Windows = {
    count: 5,
    timesteps: 2,
    encoder: Int32Array.from([0, 1, 10, 11, 20, 21, 30, 31, 40, 41]),
    decoder: Int32Array.from([-1, 0, -1, 10, -1, 20, -1, 30, -1, 40]),
    target: Int32Array.from([100, 101, 110, 111, 120, 121, 130, 131, 140, 141]),
    song: new Int32Array(5),
    tooShort: 0,
  };
  const order = Int32Array.from([4, 0, 3, 1, 2]);

  it("gathers the windows of a step in the order given", () => {
    expect(batchOf(windows, order, 2, 1)).toEqual({
      size: 2,
      timesteps: 2,
      encoder: Int32Array.from([30, 31, 10, 11]),
      decoder: Int32Array.from([-1, 30, -1, 10]),
      target: Int32Array.from([130, 131, 110, 111]),
    });
  });

  it("ends with what is left", () => {
    expect(stepsOf(5, 2)).toBe(3);
    expect(stepsOf(4, 2)).toBe(2);
    expect(batchOf(windows, order, 2, 2)).toMatchObject({ size: 1, encoder: Int32Array.from([20, 21]) });
  });
});
