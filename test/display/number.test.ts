import { describe, expect, it } from "vitest";
import { formatColumn, formatNumber, formatTime } from "../../lib/display";

describe("formatNumber", () => {
  it.each([
    [33397, "33,397"],
    [0, "0"],
    [0.125, "0.125"],
    [12.345, "12.3"],
    [1234.5, "1,235"],
    [0.00001234, "1.23e-5"],
    [9.999, "10.0"],
    [-0.5, "-0.500"],
    [NaN, "–"],
    [Infinity, "∞"],
  ])("%s is written %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("formatColumn", () => {
  it("gives like values like decimals", () => {
    expect(formatColumn([0.1, 0.25, 1.5])).toEqual(["0.10", "0.25", "1.50"]);
  });
  it("writes a column of unlike sizes value by value", () => {
    expect(formatColumn([33397, 0.3125, 0.0052])).toEqual(["33,397", "0.313", "0.00520"]);
  });
  it("writes whole numbers whole and missing ones as a dash", () => {
    expect(formatColumn([1, 20000, NaN])).toEqual(["1", "20,000", "–"]);
  });
});

describe("formatTime", () => {
  it.each([
    [0.42, "0.4 s"],
    [12.4, "12 s"],
    [59.7, "1 min 00 s"],
    [185, "3 min 05 s"],
    [7805, "2 h 10 min"],
  ])("%s s is %s", (seconds, text) => expect(formatTime(seconds)).toBe(text));
});
