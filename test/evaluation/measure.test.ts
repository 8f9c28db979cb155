import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { fitBins } from "../../lib/encoding/bins";
import { Vocabulary } from "../../lib/encoding/vocabulary";
import { measurer } from "../../lib/evaluation/measure";

// Pitches 60, 62, 64, 65, each short (0.25 s) and long (1 s): indices 0 short, 1 long of 60; 2, 3 of 62; and so on.
const bins = { velocity: fitBins([80], []), duration: fitBins([0.25, 1], [0.5]) };
const notes = [60, 62, 64, 65].flatMap((pitch) => [0.25, 1].map((end) => ({ pitch, velocity: 80, start: 0, end })));
const vocabulary = Vocabulary.from([Melody.from({ file: "a.mid", track: "", program: 0, notes })], bins);

describe("measurer", () => {
  const songs = [Int32Array.of(0, 2, 4, 6, 4, 2), Int32Array.of(1, 3, 5, 7)];
  const measure = measurer(vocabulary, songs);

  it("puts the measures together", () => {
    // 64 long, 65 long, then 60 short, 62 short six times over: 14 notes.
    const piece = Int32Array.of(5, 7, ...Array.from({ length: 12 }, (_, t) => (t % 2 === 0 ? 0 : 2)));
    expect(measure(piece)).toEqual({
      notes: 14,
      distinct: 4,
      distinct2: 4 / 13, // 57 70 02 20
      longestRun: 1,
      seqRep4: expect.closeTo(1 - 4 / 11, 12), // 5702 7020 0202 2020
      loopPeriod: 2,
      loopedShare: 12 / 14,
      stage: 2,
      pitchEntropy: expect.closeTo((12 / 14) * Math.log2(14 / 6) + (2 / 14) * Math.log2(14), 12),
      pitchClassEntropy: expect.closeTo((12 / 14) * Math.log2(14 / 6) + (2 / 14) * Math.log2(14), 12),
      pitchRange: 5,
      meanStep: expect.closeTo((1 + 5 + 11 * 2) / 13, 12),
      scaleConsistency: 1,
      // Lengths: 12 short, 2 long; trained on: 6 short, 4 long.
      lengthDivergence: expect.closeTo((12 / 14) * Math.log2(12 / 14 / 0.6) + (2 / 14) * Math.log2(2 / 14 / 0.4), 12),
      lengthOverlap: expect.closeTo(0.6 + 2 / 14, 12),
      longestCopy: 2, // 5 7 of song 1
      copySong: 1,
      copyAt: 2,
      overlap2: 7 / 13, // 57, 02 six times
      overlap4: 0,
      overlap8: 0,
    });
  });

  it("has no divergence to tell where the training songs lack a length", () => {
    const shortOnly = measurer(vocabulary, [Int32Array.of(0, 2)]);
    expect(shortOnly(new Int32Array(20).fill(1))).toMatchObject({
      lengthDivergence: null,
      lengthOverlap: 0,
      copySong: null,
    });
  });

  it("refuses a piece too short to show a stage", () => {
    expect(() => measure(Int32Array.of(0, 1))).toThrow(/12 or more/);
  });
});
