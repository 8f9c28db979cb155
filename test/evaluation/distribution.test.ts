import { describe, expect, it } from "vitest";
import { divergence, overlap } from "../../lib/evaluation/distribution";

describe("divergence", () => {
  it("agrees with a sum by hand", () => {
    // p = ½ ½ 0, q = ¼ ¼ ½: ½ log₂ 2 + ½ log₂ 2 = 1 bit
    expect(divergence([3, 3, 0], [5, 5, 10])).toBeCloseTo(1, 12);
    // p = ¾ ¼, q = ½ ½: ¾ log₂ 1.5 + ¼ log₂ 0.5 = 0.438722 − 0.25
    expect(divergence([3, 1], [1, 1])).toBeCloseTo(0.18872, 5);
  });

  it("is 0 for equal shares and infinite where the training set has nothing", () => {
    expect(divergence([2, 4, 6], [1, 2, 3])).toBeCloseTo(0, 12);
    expect(divergence([1, 1], [1, 0])).toBe(Infinity);
  });

  it("refuses histograms that do not fit", () => {
    expect(() => divergence([1], [1, 2])).toThrow(/same bins/);
    expect(() => divergence([0, 0], [1, 2])).toThrow(/empty/);
  });
});

describe("overlap", () => {
  it("is the area under both", () => {
    expect(overlap([3, 3, 0], [5, 5, 10])).toBeCloseTo(0.5, 12);
    expect(overlap([2, 4], [1, 2])).toBeCloseTo(1, 12);
    expect(overlap([1, 0], [0, 1])).toBe(0);
  });
});
