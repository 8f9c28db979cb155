import { describe, expect, it } from "vitest";
import { pitchName, pitchNumber, typedMelody } from "../../lib/corpus";

describe("pitchNumber", () => {
  it("is the way back from pitchName", () => {
    const all = Array.from({ length: 128 }, (_, pitch) => pitch);
    expect(all.map((pitch) => pitchNumber(pitchName(pitch)))).toEqual(all);
    expect(all.map((pitch) => pitchNumber(String(pitch)))).toEqual(all);
  });

  it.each([
    ["C4", 60],
    ["Bb3", 58],
    ["bb3", 58],
    ["b3", 59],
    ["Cb4", 59],
    ["B#3", 60],
    ["F##4", 67],
    ["Ebb4", 62],
    ["A", 69],
    ["C-1", 0],
    ["G9", 127],
  ])("reads %s as %i", (name, pitch) => expect(pitchNumber(name)).toBe(pitch));

  it.each(["H4", "C#b4", "", "4C", "C4.5", "ré", "-3", "6.5"])('refuses "%s" and says how to write notes', (name) => {
    expect(() => pitchNumber(name)).toThrow(`"${name}" is no note: write a letter from A to G`);
  });

  it.each(["128", "G#9", "Cb-1", "C40"])("refuses %s, which MIDI does not have", (name) => {
    expect(() => pitchNumber(name)).toThrow(`"${name}" is outside MIDI's range`);
  });
});

describe("typedMelody", () => {
  it("puts the notes one after the other", () => {
    expect(typedMelody(" C4,D4:2\n 67:.5 ", { beat: 0.4, velocity: 90 })).toEqual([
      { pitch: 60, velocity: 90, start: 0, end: 0.4 },
      { pitch: 62, velocity: 90, start: 0.4, end: expect.closeTo(1.2) },
      { pitch: 67, velocity: 90, start: expect.closeTo(1.2), end: expect.closeTo(1.4) },
    ]);
  });

  it.each(["C4:", "C4:0", "C4:-1", "C4:1:2", "C4:two"])("refuses %s, whose length is none", (word) => {
    expect(() => typedMelody(`C4 ${word}`)).toThrow(`"${word}" has no length: write beats after the colon`);
  });

  it("says what is missing or wrong", () => {
    expect(() => typedMelody(" , ")).toThrow("There are no notes yet");
    expect(() => typedMelody("C4 X4")).toThrow('"X4" is no note');
    expect(() => typedMelody("C4", { beat: 0 })).toThrow("A beat of 0 s");
    expect(() => typedMelody("C4", { velocity: 128 })).toThrow("A velocity of 128");
  });
});
