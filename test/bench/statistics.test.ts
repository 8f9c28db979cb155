import { expect, it } from "vitest";
import { median, medianRatio, spreadOf } from "../../bench/statistics";

it("the median of an odd and an even number of values", () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 30])).toBe(3);
});

it("the spread is the range over the median", () => {
  expect(spreadOf([10, 8, 12, 11])).toEqual({ min: 8, median: 10.5, max: 12, spread: 4 / 10.5 });
  expect(() => spreadOf([])).toThrow("no values");
});

it("ratios are taken within a round", () => {
  // The machine is half as fast in the second round: the ratio of the medians would be 30 / 10.
  expect(medianRatio([40, 20, 30], [20, 10, 10])).toBe(2);
  expect(medianRatio([4, 9], [2])).toBe(2);
});
