import { describe, expect, it } from "vitest";
import { readTunes } from "../../../lib/corpus";

/** The notes of a tune in quarter notes: pitch, start, length. */
function notesOf(body: string, header = "M:4/4\nL:1/8\nK:G") {
  const { melodies } = readTunes(Buffer.from(`X:1\nT:Test\n${header}\n${body}\n`), "test.abc");
  // Half a second is a quarter note.
  return melodies[0].notes.map(({ pitch, start, end }) => [pitch, 2 * start, Number((2 * (end - start)).toFixed(9))]);
}
const pitches = (body: string, header?: string) => notesOf(body, header).map(([pitch]) => pitch);
const lengths = (body: string, header?: string) => notesOf(body, header).map(([, , length]) => length);

// By the ABC standard 2.1, https://abcnotation.com/wiki/abc:standard:v2.1
describe("the notes of a tune", () => {
  it("have octaves, the key's sharps, and accidentals that hold until the bar line in their octave", () => {
    expect(pitches("C, C c c'")).toEqual([48, 60, 72, 84]);
    expect(pitches("F f =f f F | f")).toEqual([66, 78, 77, 77, 66, 78]);
    expect(pitches("^G _B ^^c __d |]")).toEqual([68, 70, 74, 72]);
    expect(pitches("B E", "K:Bb")).toEqual([70, 63]);
    expect(pitches("F C", "K:Edor")).toEqual([66, 61]);
    expect(pitches("f [K:C] f | f")).toEqual([78, 77, 77]);
  });

  it("have lengths, broken rhythms and tuplets", () => {
    expect(lengths("G G2 G/ G3/2 G//")).toEqual([0.5, 1, 0.25, 0.75, 0.125]);
    expect(lengths("G>A B<c G>>A")).toEqual([0.75, 0.25, 0.25, 0.75, 0.875, 0.125]);
    expect(lengths("(3GAB c (3:2:2G2A c")).toEqual(
      [1 / 3, 1 / 3, 1 / 3, 0.5, 2 / 3, 1 / 3, 0.5].map((x) => +x.toFixed(9)),
    );
    expect(lengths("(d>ef>)(e|d")).toEqual([0.75, 0.25, 0.75, 0.25, 0.5]);
  });

  it("begin after the rests before them", () => {
    expect(notesOf("G z A2 | x2 Z B")).toEqual([
      [67, 0, 0.5],
      [69, 1, 1],
      [71, 7, 0.5],
    ]);
  });

  it("are one where they are tied, also over a bar line; a dash to another pitch is a slur", () => {
    expect(notesOf("^c2-|c2 c")).toEqual([
      [73, 0, 2],
      [72, 2, 0.5],
    ]);
    expect(notesOf("G-A")).toEqual([
      [67, 0, 0.5],
      [69, 0.5, 0.5],
    ]);
  });

  it("are those of chords together, lowest first", () => {
    expect(notesOf("[dG]2 A")).toEqual([
      [67, 0, 1],
      [74, 0, 1],
      [69, 1, 0.5],
    ]);
  });

  it("leave out grace notes, ornaments, chord names, remarks and slurs", () => {
    expect(notesOf('{ga}G ~A TB .c Hd "Am"e ">"d (uGvA) !trill!B')).toEqual(
      [67, 69, 71, 72, 74, 76, 74, 67, 69, 71].map((pitch, i) => [pitch, i / 2, 0.5]),
    );
  });

  it("are as written: no repeat is played, endings come one after the other, of the first voice only", () => {
    expect(pitches("|: G A |1 B :|2 c |]")).toEqual([67, 69, 71, 72]);
    expect(pitches("[V:1] G A |\n[V:2] B c |\n[V:1] d e |\n[V:2] g a |", "L:1/8\nK:G")).toEqual([67, 69, 74, 76]);
  });
});

describe("readTunes", () => {
  it("names a tune by file and number, with its title; all quarter notes last half a second", () => {
    const text = "% a book\n\nX: 7\nT: One \nQ:1/4=60\nK:C\nC4|\n\nX:8\nT:Two\nL:1/4\nK:C\nD|\n";
    const { melodies, skipped } = readTunes(Buffer.from(text), "a/book.abc");
    expect(melodies.map(({ file, track }) => [file, track])).toEqual([
      ["a/book.abc#7", "One"],
      ["a/book.abc#8", "Two"],
    ]);
    expect(melodies[1].notes).toEqual([{ pitch: 62, velocity: 80, start: 0, end: 0.5 }]);
    expect(skipped).toEqual([]);
  });

  it("reads Latin-1 and lines that end as on Windows", () => {
    const { melodies } = readTunes(Buffer.from("X:1\r\nT:caf\xe9\r\nK:C\r\nCD|\r\n", "latin1"), "x.abc");
    expect(melodies[0].track).toBe("café");
    expect(melodies[0].length).toBe(2);
  });

  it("skips a tune that has no notes or that MIDI cannot play, and refuses a file without tunes", () => {
    const text = "X:1\nK:C\nC|\n\nX:2\nT:no music\nK:C\n\nX:3\nK:C\n^/C D|\n";
    const { melodies, skipped } = readTunes(Buffer.from(text), "x.abc");
    expect(melodies.map(({ file }) => file)).toEqual(["x.abc#1"]);
    expect(skipped).toEqual([
      { file: "x.abc#2", reason: "no notes" },
      { file: "x.abc#3", reason: expect.stringContaining("MIDI has no pitch for") },
    ]);
    expect(() => readTunes(Buffer.from("no music"), "x.abc")).toThrow("x.abc: no tune (no line with X:)");
    expect(() => readTunes(Buffer.from("X:1\nK:C\n"), "x.abc")).toThrow("x.abc: no notes");
  });
});
