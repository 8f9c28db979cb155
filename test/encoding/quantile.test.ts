import { describe, expect, it } from "vitest";
import { quantile } from "../../lib/encoding";

describe("quantile", () => {
  it("gives what numpy.quantile gives", () => {
    // numpy.quantile([4, 1, 3, 2], [0, .25, .5, .9, 1]) → 1, 1.75, 2.5, 3.7, 4
    const at = (share: number) => quantile([4, 1, 3, 2], share);
    expect([0, 0.25, 0.5, 0.9, 1].map(at)).toEqual([1, 1.75, 2.5, expect.closeTo(3.7, 12), 4]);
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
