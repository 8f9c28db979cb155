import { describe, expect, it } from "vitest";
import { duration, pitchName } from "../../lib/corpus";

describe("pitchName", () => {
  it("names middle C, the concert pitch, black keys and both ends", () => {
    expect([60, 69, 61, 70, 0, 127].map(pitchName)).toEqual(["C4", "A4", "C#4", "A#4", "C-1", "G9"]);
  });

  it("refuses what is no MIDI pitch", () => {
    for (const pitch of [-1, 128, 60.5, NaN]) expect(() => pitchName(pitch)).toThrow("not a MIDI pitch");
  });
});

describe("duration", () => {
  const lasting = (start: number, end: number) => duration({ pitch: 60, velocity: 64, start, end });

  it("is end minus start", () => {
    expect(lasting(1.5, 2)).toBe(0.5);
  });

  it("is the same for notes of one length wherever they stand, though the subtraction is not", () => {
    const length = 0.1;
    const starts = [0, 0.7, 12.3, 345.6, 6789.1];
    expect(new Set(starts.map((start) => start + length - start)).size).toBeGreaterThan(1);
    expect(new Set(starts.map((start) => lasting(start, start + length))).size).toBe(1);
    expect(lasting(0, length)).toBeCloseTo(length, 9);
  });

  it("is above zero for the shortest note", () => {
    expect(lasting(0, 1e-12)).toBe(2 ** -30);
  });
});
