import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { binned, fitBins, Vocabulary } from "../../lib/encoding";

// A chord of two, a rest, and a long note.
const notes = [
  { pitch: 60, velocity: 70, start: 0, end: 0.5 },
  { pitch: 64, velocity: 90, start: 0, end: 0.25 },
  { pitch: 67, velocity: 100, start: 3, end: 5 },
];
const bins = { velocity: fitBins([70, 90, 100], [80]), duration: fitBins([0.5, 0.25, 2], [1]) };
const vocabulary = Vocabulary.from([Melody.from({ file: "a.mid", track: "", program: 0, notes })], bins);

describe("binned", () => {
  it("keeps onsets, and gives each note its bins' medians", () => {
    expect(binned(notes, vocabulary)).toEqual([
      { pitch: 60, velocity: 70, start: 0, end: 0.375 },
      { pitch: 64, velocity: 95, start: 0, end: 0.375 },
      { pitch: 67, velocity: 95, start: 3, end: 5 },
    ]);
  });

  it("differs from decoding in the onsets alone", () => {
    const decoded = vocabulary.decode(vocabulary.encode(notes));
    const still = binned(notes, vocabulary);
    expect(still.map(({ pitch, velocity }) => [pitch, velocity])).toEqual(
      decoded.map(({ pitch, velocity }) => [pitch, velocity]),
    );
    expect(still.map(({ start }) => start)).not.toEqual(decoded.map(({ start }) => start));
  });

  it("refuses an encoding that drops notes", () => {
    const encoding = { encode: () => Int32Array.of(0), decode: () => [notes[0]] };
    expect(() => binned(notes, encoding)).toThrow(/3 notes came back as 1/);
  });
});
