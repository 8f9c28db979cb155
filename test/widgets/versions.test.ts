import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { countNotes, fitNoteBins, Vocabulary } from "../../lib/encoding";
import { notesOfBin } from "../../widgets/bins/hear";
import { samePlace, versionOf } from "../../widgets/bins/versions";

/** A rest before the third note; the last two begin together. */
const notes = [
  { pitch: 60, velocity: 40, start: 1, end: 1.25 },
  { pitch: 62, velocity: 100, start: 1.25, end: 1.5 },
  { pitch: 64, velocity: 110, start: 2, end: 3 },
  { pitch: 65, velocity: 120, start: 3, end: 3.5 },
  { pitch: 69, velocity: 110, start: 3, end: 4.5 },
];
const melody = Melody.from({ file: "a.mid", track: "", program: 0, notes });
const bins = fitNoteBins([melody], { duration: { edges: [0.4] }, velocity: { edges: [64] } });
const heard = {
  name: "a",
  program: 0,
  notes: notes.map(({ pitch, velocity, start, end }): [number, number, number, number] => [
    pitch,
    velocity,
    start,
    end,
  ]),
};

describe("a melody to be heard", () => {
  it("begins at 0 s as written", () => {
    const written = versionOf(heard, bins, "as written");
    expect(written.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.25],
      [0.25, 0.5],
      [1, 2],
      [2, 2.5],
      [2, 3.5],
    ]);
    expect(written.some(({ changed }) => changed)).toBe(false);
  });

  it("has its bins' durations and velocities at the onsets as written, what changed marked", () => {
    const kept = versionOf(heard, bins, "binned, onsets kept");
    // Medians: 0.25 s and 1 s; 40 and 110. From 100 to 110 are 1.7 dB, which one hears.
    expect(kept.map(({ start, end, velocity, changed }) => [start, end, velocity, changed])).toEqual([
      [0, 0.25, 40, false],
      [0.25, 0.5, 110, true],
      [1, 2, 110, false],
      [2, 3, 110, true],
      [2, 3, 110, true],
    ]);
  });

  it("is, as pseudo-notes, what the vocabulary decodes", () => {
    const vocabulary = Vocabulary.from([melody], bins);
    const wanted = vocabulary.decode(vocabulary.encode(melody));
    const pseudo = versionOf(heard, bins, "as pseudo-notes");
    expect(pseudo.map(({ changed: _, ...note }) => note)).toEqual(wanted);
  });

  it("goes on at the same note in another version", () => {
    const written = versionOf(heard, bins, "as written");
    const pseudo = versionOf(heard, bins, "as pseudo-notes");
    // Half way through the third note: 1.5 s as written, 0.5 + 0.5 s as pseudo-notes.
    expect(samePlace(1.5, written, pseudo)).toBeCloseTo(1, 10);
    expect(samePlace(1, pseudo, written)).toBeCloseTo(1.5, 10);
    expect(samePlace(0, written, pseudo)).toBe(0);
    expect(samePlace(99, written, pseudo)).toBe(pseudo[4].end);
  });
});

it("notes of a bin are members of it, from its shortest to its longest, one after the other", () => {
  const { edges } = bins.duration;
  const counts = countNotes([melody]);
  const long = notesOfBin(counts, "duration", edges, 1);
  const lengths = long.map(({ start, end }) => Number((end - start).toFixed(6)));
  expect(lengths).toEqual([0.5, 0.5, 1, 1.5, 1.5]);
  expect(long.every(({ start }, i) => i === 0 || start >= long[i - 1].end)).toBe(true);
  expect(notesOfBin(counts, "velocity", [64], 0).map(({ velocity }) => velocity)).toEqual([40, 40, 40, 40, 40]);
  expect(notesOfBin(counts, "duration", [10], 1)).toEqual([]);
});
