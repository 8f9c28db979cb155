import { describe, expect, it } from "vitest";
import { duration, durationAt, Melody } from "../../lib/corpus";

const notes = [
  { pitch: 60, velocity: 1, start: 0.1, end: 0.3 },
  { pitch: 0, velocity: 127, start: 0.1, end: 0.4 },
  { pitch: 127, velocity: 80, start: 1 / 3, end: 2 / 3 },
];
const melody = Melody.from({ file: "a.mid", track: "lead", program: 5, notes });

describe("Melody", () => {
  it("keeps its notes in columns, and gives them as objects of their own", () => {
    expect(melody).toMatchObject({ file: "a.mid", track: "lead", program: 5, length: 3 });
    expect([...melody.pitch]).toEqual([60, 0, 127]);
    expect([...melody.velocity]).toEqual([1, 127, 80]);
    expect([...melody.start]).toEqual([0.1, 0.1, 1 / 3]);
    expect([...melody.end]).toEqual([0.3, 0.4, 2 / 3]);
    expect(melody.notes).toEqual(notes);
    melody.notes[0].pitch = 1;
    expect(melody.pitch[0]).toBe(60);
  });

  it("says how long a note sounds as duration() does", () => {
    notes.forEach((note, i) => expect(durationAt(melody, i)).toBe(duration(note)));
  });

  it("has slices that share its columns", () => {
    const part = melody.slice(1);
    expect(part).toMatchObject({ file: "a.mid", track: "lead", program: 5, length: 2 });
    expect(part.notes).toEqual(notes.slice(1));
    expect(part.pitch.buffer).toBe(melody.pitch.buffer);
    expect(melody.slice(-2, -1).notes).toEqual(notes.slice(-2, -1));
    expect(melody.slice(5)).toHaveLength(0);
  });

  it.each([
    ["pitch", 128],
    ["pitch", -1],
    ["velocity", 64.5],
    ["velocity", NaN],
  ])("refuses a %s of %d, which a column of bytes would change", (what, value) => {
    const wrong = [notes[0], { ...notes[1], [what]: value }];
    expect(() => Melody.from({ file: "", track: "", program: 0, notes: wrong })).toThrow(
      `The ${what} of note 1 is ${value}; give a whole number from 0 to 127.`,
    );
  });
});
