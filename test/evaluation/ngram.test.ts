import { describe, expect, it } from "vitest";
import { NgramModel } from "../../lib/evaluation/ngram";
import { makeWindows, START } from "../../lib/encoding/windows";
import { randomPieces } from "./random";

describe("NgramModel", () => {
  it("unigram, by hand", () => {
    // Notes 0 0 0 1 2, vocabulary 4. Counted once: 1 and 2; twice: none. D = 2 / 2 = 1.
    // Three kinds, so 3 × 1 of 5 is shared out evenly: p(0) = (3 − 1 + 3/4) / 5, p(others) = (3/4) / 5.
    const model = new NgramModel([[0, 0, 0, 1, 2]], 4, 1);
    expect(model.probability(0, [])).toBeCloseTo(2.75 / 5, 12);
    for (const note of [1, 2, 3]) expect(model.probability(note, [])).toBeCloseTo(0.75 / 5, 12);
    expect(model.probability(0, [1, 2, 3])).toBe(model.probability(0, []));
  });

  it("bigram, by hand", () => {
    // Song 0 1 0 1 1, vocabulary 3. Bigrams: START 0 once, 0 1 twice, 1 0 once, 1 1 once: D₂ = 3 / (3 + 2·1) = 0.6.
    // Different notes before 0: START, 1 → 2; before 1: 0, 1 → 2. So n₁ = 0, D₁ = ½, total 4.
    // p(0) = p(1) = (2 − ½ + ½·2·⅓) / 4 = (1.5 + ⅓) / 4, p(2) = ⅓ / 4.
    const model = new NgramModel([[0, 1, 0, 1, 1]], 3, 2);
    const p = [(1.5 + 1 / 3) / 4, (1.5 + 1 / 3) / 4, 1 / 12];
    // After 0: 1 twice. p(1 | 0) = (2 − 0.6 + 0.6 · 1 · p(1)) / 2.
    expect(model.probability(1, [0])).toBeCloseTo((1.4 + 0.6 * p[1]) / 2, 12);
    expect(model.probability(2, [0])).toBeCloseTo((0.6 * p[2]) / 2, 12);
    // After 1: 0 once, 1 once.
    expect(model.probability(0, [1])).toBeCloseTo((0.4 + 1.2 * p[0]) / 2, 12);
    expect(model.probability(0, [START])).toBeCloseTo(0.4 + 0.6 * p[0], 12);
    // 2 was never seen as a context: the shorter one decides.
    expect(model.probability(1, [2])).toBeCloseTo(p[1], 12);
  });

  it("sums to 1 over the vocabulary after any context, seen or not", () => {
    const { below, piece } = randomPieces(5);
    for (let i = 0; i < 30; i++) {
      const kinds = 2 + below(6);
      const songs = Array.from({ length: 3 }, () => piece(1 + below(40), kinds));
      for (const order of [1, 2, 3, 4]) {
        const model = new NgramModel(songs, kinds + 2, order);
        for (const context of [[], [0], [kinds + 1], [0, 1], [1, 0, 1], [START, START, START], [START, 0]]) {
          const p = Array.from({ length: kinds + 2 }, (_, note) => model.probability(note, context));
          expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 10);
          expect(Math.min(...p)).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it("trigram, as the formulas read over sets of n-grams", () => {
    const vocabulary = 5;
    const { piece } = randomPieces(9);
    const songs = [piece(60, 4), piece(45, 4)];
    const model = new NgramModel(songs, vocabulary, 3);
    const trigrams = songs.flatMap((song) => {
      const x = [START, START, ...song];
      return Array.from(song, (_, t) => [x[t], x[t + 1], x[t + 2]]);
    });
    const different = (grams: number[][]) => [...new Set(grams.map((g) => g.join()))].map((g) => g.split(",").map(Number));
    // Counts of each order: of trigrams as they come, of shorter ones once for each different note before them.
    const orders = [
      different(different(trigrams).map((g) => g.slice(1))).map((g) => g.slice(1)),
      different(trigrams).map((g) => g.slice(1)),
      trigrams,
    ];
    const occurrences = (grams: number[][], g: number[]) => grams.filter((other) => other.join() === g.join()).length;
    const p = (note: number, context: number[], order: number): number => {
      if (order < 0) return 1 / vocabulary;
      const grams = orders[order];
      const c = context.slice(context.length - order);
      const after = grams.filter((g) => g.slice(0, -1).join() === c.join());
      const shorter = p(note, context, order - 1);
      if (after.length === 0) return shorter;
      const having = (count: number) => different(grams).filter((g) => occurrences(grams, g) === count).length;
      const d = having(1) === 0 ? 0.5 : having(1) / (having(1) + 2 * having(2));
      const own = occurrences(grams, [...c, note]);
      return Math.max(own - d, 0) / after.length + ((d * different(after).length) / after.length) * shorter;
    };
    for (const context of [[0, 1], [3, 3], [START, START], [START, 2], [4, 1], [4, 4]]) {
      for (let note = 0; note < vocabulary; note++) {
        expect(model.probability(note, context)).toBeCloseTo(p(note, context, 2), 12);
      }
    }
  });

  it("gives every note some probability, unseen ones too", () => {
    const model = new NgramModel([[0, 1, 2, 0, 1, 2, 0, 2]], 5, 3);
    expect(model.probability(4, [0, 1])).toBeGreaterThan(0);
  });

  it("knows a pattern that needs two notes of context", () => {
    // 0 0 1, 0 0 1 …: after 0 come 0 or 1; only the note before tells which.
    const song = Array.from({ length: 60 }, (_, t) => (t % 3 === 2 ? 1 : 0));
    const windows = makeWindows([Int32Array.from(song)], { timesteps: 6, stride: 6, objective: "continuation" });
    const [one, two, three] = [1, 2, 3].map((n) => new NgramModel([song], 2, n).perplexity(windows, "continuation"));
    expect(one).toBeGreaterThan(1.8);
    expect(two).toBeGreaterThan(1.5);
    expect(three).toBeLessThan(1.1);
  });

  it("refuses what it cannot count", () => {
    expect(() => new NgramModel([[0, 5]], 5, 2)).toThrow(/vocabulary of 5/);
    expect(() => new NgramModel([[0, START]], 5, 2)).toThrow(/not in a vocabulary/);
    expect(() => new NgramModel([[]], 5, 2)).toThrow(/No notes/);
    expect(() => new NgramModel([[0]], 5, 0)).toThrow(/order 0/);
  });
});

describe("NgramModel.perplexity", () => {
  const song = Int32Array.of(0, 1, 0, 1, 1, 2, 0, 1);
  const model = new NgramModel([song], 3, 2);
  const geometric = (p: number[]) => Math.exp(-p.reduce((sum, x) => sum + Math.log(x), 0) / p.length);

  it("takes the notes before from the encoder under continuation", () => {
    const windows = makeWindows([song], { timesteps: 4, stride: 4, objective: "continuation" });
    expect(windows.count).toBe(1); // 0 1 0 1 → 1 2 0 1
    const p = [[1, 1], [1, 2], [2, 0], [0, 1]].map(([before, note]) => model.probability(note, [before]));
    expect(model.perplexity(windows, "continuation")).toBeCloseTo(geometric(p), 12);
  });

  it("begins with START under reconstruction", () => {
    const windows = makeWindows([song], { timesteps: 4, stride: 4 });
    expect(windows.count).toBe(2); // 0 1 0 1 and 1 2 0 1
    const pairs = [[START, 0], [0, 1], [1, 0], [0, 1], [START, 1], [1, 2], [2, 0], [0, 1]];
    const p = pairs.map(([before, note]) => model.probability(note, [before]));
    expect(model.perplexity(windows, "reconstruction")).toBeCloseTo(geometric(p), 12);
  });

  it("refuses an empty set", () => {
    const windows = makeWindows([Int32Array.of(0)], { timesteps: 4, stride: 4 });
    expect(() => model.perplexity(windows, "reconstruction")).toThrow(/No windows/);
  });
});
