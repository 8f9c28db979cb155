import { describe, expect, it } from "vitest";
import { Melody, transpose } from "../../lib/corpus";

const melody = Melody.from({
  file: "a.mid",
  track: "lead",
  program: 5,
  notes: [2, 127 - 3].map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + 1 })),
});

describe("transpose", () => {
  it("moves every pitch and nothing else", () => {
    const moved = transpose(melody, 3)!;
    expect(moved.notes.map(({ pitch }) => pitch)).toEqual([5, 127]);
    expect(transpose(moved, -3)).toEqual(melody);
    expect(melody.notes[0].pitch).toBe(2);
  });

  it("has no answer where a note would leave MIDI's pitches", () => {
    expect([transpose(melody, 4), transpose(melody, -3)]).toEqual([null, null]);
    expect(transpose(melody, -2)).not.toBeNull();
  });

  it("refuses parts of semitones", () => {
    expect(() => transpose(melody, 0.5)).toThrow("0.5 semitones; give a whole number");
  });
});
