import { describe, expect, it } from "vitest";
import { symbol, toPseudoNote, Vocabulary, type VocabularyData } from "../../lib/encoding";
import { example, exampleBins, melody } from "./songs";

const vocabulary = Vocabulary.from([example], exampleBins);

describe("toPseudoNote and symbol", () => {
  it("join pitch, velocity bin and duration bin", () => {
    expect(example.notes.map((note) => symbol(toPseudoNote(note, exampleBins)))).toEqual([
      "60-0-0",
      "60-0-0",
      "62-1-1", // 0.5 s stands on the edge: in the bin above
      "60-1-0",
      "62-1-1", // so does velocity 64
      "60-1-0",
      "59-1-1",
    ]);
  });
});

describe("Vocabulary", () => {
  it("holds each pseudo-note once, sorted by pitch, velocity bin, duration bin, with its count", () => {
    expect(vocabulary.symbols).toEqual(["59-1-1", "60-0-0", "60-1-0", "62-1-1"]);
    expect(vocabulary.counts).toEqual([1, 2, 2, 2]);
    expect(vocabulary.size).toBe(4);
    expect(vocabulary.pseudoNote(2)).toEqual({ pitch: 60, velocityBin: 1, durationBin: 0 });
  });

  it("sorts by number, not by letter", () => {
    const rows = [
      [100, 1, 1],
      [9, 1, 1],
      [60, 127, 1],
      [60, 1, 1],
      [60, 1, 0.1],
    ] as const;
    expect(Vocabulary.from([melody(rows)], exampleBins).symbols).toEqual([
      "9-0-1",
      "60-0-0",
      "60-0-1",
      "60-1-1",
      "100-0-1",
    ]);
  });

  it("encodes notes as indices", () => {
    expect(vocabulary.encode(example.notes)).toEqual(Int32Array.from([1, 1, 3, 2, 3, 2, 0]));
  });

  it("decodes to medians, one note after the other", () => {
    expect(vocabulary.decode([0, 1, 3])).toEqual([
      { pitch: 59, velocity: 100, start: 0, end: 1 },
      { pitch: 60, velocity: 50, start: 1, end: 1.25 },
      { pitch: 62, velocity: 100, start: 1.25, end: 2.25 },
    ]);
    expect(vocabulary.decode(new Int32Array(0))).toEqual([]);
  });

  it("encodes what it decoded as it was", () => {
    const indices = vocabulary.encode(example.notes);
    expect(vocabulary.encode(vocabulary.decode(indices))).toEqual(indices);
  });

  it("decodes to whole velocities within MIDI's range", () => {
    const bins = { ...exampleBins, velocity: { edges: [64], medians: [0.2, 101.5], counts: [1, 1] } };
    const decoded = Vocabulary.from([example], bins).decode([0, 1]);
    expect(decoded.map((note) => note.velocity)).toEqual([102, 1]);
  });

  it("names a pseudo-note that it does not know", () => {
    const stranger = melody([[60, 100, 2]]).notes;
    expect(() => vocabulary.encode(stranger)).toThrow(
      "The pseudo-note 60-1-1 (C4) is not in the vocabulary; make the vocabulary",
    );
    for (const index of [-1, 4, 0.5]) {
      expect(() => vocabulary.decode([0, index])).toThrow(`no pseudo-note ${index}; the vocabulary's are 0 to 3`);
    }
  });

  it("needs notes", () => {
    expect(() => Vocabulary.from([], exampleBins)).toThrow("There are no notes");
    expect(() => Vocabulary.from([melody([])], exampleBins)).toThrow("There are no notes");
  });

  it("comes back from JSON as it was", () => {
    const back = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
    expect(back).toEqual(vocabulary);
    expect(back.encode(example.notes)).toEqual(vocabulary.encode(example.notes));
    expect(back.decode([3, 0])).toEqual(vocabulary.decode([3, 0]));
  });

  it("refuses JSON that is not a vocabulary", () => {
    const data = () => JSON.parse(JSON.stringify(vocabulary)) as VocabularyData;
    const damage: [string, (d: VocabularyData) => unknown][] = [
      ["bins", () => null],
      ["bins", (d) => ({ ...d, bins: { ...d.bins, velocity: undefined } })],
      ["bins", (d) => ({ ...d, bins: { ...d.bins, duration: { edges: [2, 1], medians: [1, 2, 3], counts: [] } } })],
      ["bins", (d) => ({ ...d, bins: { ...d.bins, duration: { edges: [0.5], medians: [1], counts: [] } } })],
      ["counts do not match", (d) => ({ ...d, counts: [1] })],
      ["counts do not match", (d) => ({ ...d, symbols: [], counts: [] })],
      ['"60-2-0" is out of place', (d) => ({ ...d, symbols: d.symbols.map((s, i) => (i === 2 ? "60-2-0" : s)) })],
      ['"200-0-0" is out of place', (d) => ({ ...d, symbols: d.symbols.map((s, i) => (i === 3 ? "200-0-0" : s)) })],
      ['"C4" is out of place', (d) => ({ ...d, symbols: d.symbols.map((s, i) => (i === 1 ? "C4" : s)) })],
      ['"60-1-0" is out of place', (d) => ({ ...d, symbols: [...d.symbols].reverse() })],
    ];
    for (const [what, change] of damage) {
      expect(() => Vocabulary.fromJSON(change(data()) as VocabularyData), what).toThrow(
        /^This is not a vocabulary .*; make it anew/,
      );
      expect(() => Vocabulary.fromJSON(change(data()) as VocabularyData)).toThrow(what);
    }
  });
});
