import { describe, expect, it } from "vitest";
import { bitsPerNote, blindGuess, NgramModel, WindowMemory } from "../../lib/evaluation";
import { recall } from "../../lib/evaluation/window-memory";
import { makeDataset, makeWindows, songsOf } from "../../lib/dataset";
import { tinyMelodies, tinyPreset } from "../training/tiny";
import { randomPieces } from "./random";

describe("recall", () => {
  it("counts what followed the last notes wherever they came before, by hand", () => {
    // 1 2 3 1 2 4 1 2: after 2 came 3 and 4, after 1 2 the same, and 4 1 2 has not come before.
    expect(recall(3, [1, 2, 3, 1, 2, 4, 1, 2], 5)).toEqual([
      { count: 1, total: 8, kinds: 4 },
      { count: 1, total: 2, kinds: 2 },
      { count: 1, total: 2, kinds: 2 },
    ]);
    expect(recall(3, [], 5)).toEqual([]);
    expect(recall(3, [3], 5)).toEqual([{ count: 1, total: 1, kinds: 1 }]);
  });

  it("agrees with a search through all places", () => {
    const { below, piece } = randomPieces(8);
    for (let i = 0; i < 200; i++) {
      const before = [...piece(below(30), 3)];
      const found = recall(1, before, 4);
      for (let length = 0; length <= 4; length++) {
        const end = before.slice(before.length - length).join();
        const after = before.filter((_, t) => t >= length && before.slice(t - length, t).join() === end);
        const expected = {
          count: after.filter((n) => n === 1).length,
          total: after.length,
          kinds: new Set(after).size,
        };
        if (after.length === 0 || length > before.length) expect(found[length]).toBeUndefined();
        else expect(found[length]).toEqual(expected);
      }
    }
  });
});

describe("WindowMemory", () => {
  it("corrects the other's opinion length by length, by hand", () => {
    const memory = new WindowMemory(blindGuess(10), [1, 2]);
    // Before: 5 6 5. Without context 2 of 3 are 5, two kinds: (2 + 2 · 0.1) / (3 + 2). After 5 came 6: one kind.
    const five = 2.2 / 5;
    const six = (1 + 2 * 0.1) / 5;
    expect(memory.probability(5, [5, 6, 5])).toBeCloseTo((0 + 2 * five) / 3, 12);
    expect(memory.probability(6, [5, 6, 5])).toBeCloseTo((1 + 2 * six) / 3, 12);
    expect(memory.probability(6, [])).toBe(0.1);
  });

  it("sums to 1", () => {
    const { below, piece } = randomPieces(2);
    for (let i = 0; i < 50; i++) {
      const base = new NgramModel([piece(30, 4), piece(20, 5)], 6, 3);
      const memory = new WindowMemory(base, [0.5, 1, 3, 8]);
      const before = piece(below(40), 6);
      const p = [0, 1, 2, 3, 4, 5].map((note) => memory.probability(note, before));
      expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
    }
  });

  const preset = { ...tinyPreset, objective: "continuation" as const };
  const dataset = makeDataset(tinyMelodies(20), preset);

  it("is fitted by leaving each song out, one length after the other", () => {
    const model = NgramModel.of(dataset, 2);
    const training = songsOf(dataset, "train").map(({ indices }) => indices);
    const different = training.filter((song) => model.leavingOut(song));
    const size = dataset.vocabulary.size;
    const bits = (strengths: number[]) => {
      const each = different.map((song) => {
        const others = different.filter((other) => other !== song);
        const base = new NgramModel(others, size, 2, { strengths: model.strengths });
        const windows = makeWindows([song], preset);
        return bitsPerNote(new WindowMemory(base, strengths), windows, "continuation") * windows.count;
      });
      return each.reduce((a, b) => a + b, 0);
    };
    const { strengths } = WindowMemory.of(dataset, model, 1);
    const grid = Array.from({ length: 73 }, (_, i) => 2 ** (i / 4 - 4));
    const best = (shorter: number[]) => grid.reduce((a, b) => (bits([...shorter, b]) < bits([...shorter, a]) ? b : a));
    expect(strengths).toEqual([best([]), best([strengths[0]])]);
  });

  it("is the same whether or not the songs are there in other keys, given the same model", () => {
    const moved = makeDataset(tinyMelodies(20), { ...preset, transpositions: [2] });
    const model = NgramModel.of(moved, 2);
    const fitted = WindowMemory.of(moved, model, 2);
    const written = moved.songs.filter(({ semitones }) => semitones === 0);
    expect(WindowMemory.of({ ...moved, songs: written }, model, 2).strengths).toEqual(fitted.strengths);
  });
});
