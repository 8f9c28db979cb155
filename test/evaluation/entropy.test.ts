import { describe, expect, it } from "vitest";
import { entropy } from "../../lib/encoding";
import { histogram, pitchClassEntropy, pitchEntropy } from "../../lib/evaluation/entropy";
import { scaleConsistency } from "../../lib/evaluation/scale";

const pitches = (...values: number[]) => values.map((pitch) => ({ pitch }));

describe("entropy", () => {
  it("is in bits", () => {
    expect(entropy([5, 5])).toBeCloseTo(1, 12);
    expect(entropy([2, 1, 1, 0])).toBeCloseTo(1.5, 12); // ½·1 + ¼·2 + ¼·2
    expect(entropy([7])).toBe(0);
    expect(entropy([])).toBe(0);
  });
});

describe("histogram", () => {
  it("counts and refuses what does not belong", () => {
    expect(histogram([0, 2, 2], 4)).toEqual([1, 0, 2, 0]);
    expect(() => histogram([4], 4)).toThrow(/0–3/);
    expect(() => histogram([-1], 4)).toThrow(/0–3/);
  });
});

describe("pitch and pitch-class entropy", () => {
  it("tell octaves apart, and do not", () => {
    const notes = pitches(60, 60, 72, 67);
    expect(pitchEntropy(notes)).toBeCloseTo(1.5, 12);
    expect(pitchClassEntropy(notes)).toBeCloseTo(0.75 * Math.log2(4 / 3) + 0.25 * 2, 12);
    expect(pitchEntropy([])).toBe(0);
  });
});

describe("scaleConsistency", () => {
  it("is the best of the scales", () => {
    expect(scaleConsistency(pitches(60, 62, 64, 65, 67, 69, 71))).toBe(1); // C major
    expect(scaleConsistency(pitches(69, 71, 72, 74, 76, 77, 79))).toBe(1); // A minor
    expect(scaleConsistency(pitches(60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71))).toBeCloseTo(7 / 12, 12);
    expect(scaleConsistency(pitches(60, 61, 62))).toBeCloseTo(2 / 3, 12); // no scale has C, C sharp and D
    expect(scaleConsistency([])).toBe(0);
  });
});
