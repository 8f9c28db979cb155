import { describe, expect, it } from "vitest";
import { NgramModel } from "../../lib/evaluation/ngram";
import { makeWindows } from "../../lib/dataset/windows";
import { START } from "../../lib/encoding";
import { randomPieces } from "./random";

describe("NgramModel", () => {
  it("unigram, by hand", () => {
    // Notes 0 0 0 1 2, vocabulary 4: 5 notes of 3 kinds. A single song leaves nothing to fit on: κ = 1.
    // p(0) = (3 + 3 · ¼) / 8, p(1) = p(2) = (1 + ¾) / 8, p(3) = ¾ / 8.
    const model = new NgramModel([[0, 0, 0, 1, 2]], 4, 1);
    const p = [0, 1, 2, 3].map((note) => model.probability(note, []));
    expect(p).toEqual([3.75 / 8, 1.75 / 8, 1.75 / 8, 0.75 / 8]);
    expect(model.probability(0, [1, 2, 3])).toBe(p[0]);
  });

  it("bigram, by hand", () => {
    // Song 0 1 0 1 1, vocabulary 3, κ = 1 for the unigram and 2 for the bigram.
    const model = new NgramModel([[0, 1, 0, 1, 1]], 3, 2, { strengths: [1, 2] });
    // 5 notes of 2 kinds: p = (2 + ⅔) / 7, (3 + ⅔) / 7, ⅔ / 7.
    const p = [8 / 21, 11 / 21, 2 / 21];
    // After 0: 1 twice, one kind.
    expect(model.probability(1, [0])).toBeCloseTo((2 + 2 * p[1]) / 4, 12);
    expect(model.probability(2, [0])).toBeCloseTo((2 * p[2]) / 4, 12);
    // After 1: 0 and 1 once each, two kinds. At the start: 0 once.
    expect(model.probability(0, [1])).toBeCloseTo((1 + 4 * p[0]) / 6, 12);
    expect(model.probability(0, [START])).toBeCloseTo((1 + 2 * p[0]) / 3, 12);
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

  it("fits each κ so that every song is best predicted from the others", () => {
    const vocabulary = 5;
    const { piece } = randomPieces(9);
    const motif = piece(12, 4);
    const songs = [0, 1, 2, 3].map((i) =>
      Int32Array.of(...piece(20, 4), ...motif, ...motif.subarray(i), ...piece(6, 5)),
    );
    // Really leaving each song out: a model of the others, asked about the song.
    const likelihood = (strengths: number[]) => {
      const parts = songs.flatMap((song) => {
        const model = new NgramModel(
          songs.filter((other) => other !== song),
          vocabulary,
          strengths.length,
          { strengths },
        );
        const padded = [START, START, ...song];
        return Array.from(song, (note, t) => Math.log(model.probability(note, padded.slice(0, t + 2))));
      });
      return parts.reduce((sum, nats) => sum + nats, 0);
    };
    const { strengths } = new NgramModel(songs, vocabulary, 3);
    expect(strengths).toHaveLength(3);
    for (const length of [0, 1, 2]) {
      const shorter = strengths.slice(0, length);
      const grid = Array.from({ length: 73 }, (_, i) => 2 ** (i / 4 - 4));
      const best = grid.reduce((a, b) => (likelihood([...shorter, b]) > likelihood([...shorter, a]) ? b : a));
      expect(strengths[length]).toBe(best);
    }
  });

  it("trusts what songs have in common, and little else", () => {
    expect(
      new NgramModel(
        [
          [0, 0, 0, 0],
          [1, 1, 1, 1],
        ],
        4,
        1,
      ).strengths,
    ).toEqual([2 ** 14]);
    expect(
      new NgramModel(
        [
          [0, 0, 0, 0],
          [0, 0, 0],
        ],
        4,
        1,
      ).strengths,
    ).toEqual([1 / 16]);
    // The same song twice is one song, from which nothing can be left out.
    expect(
      new NgramModel(
        [
          [0, 1, 0, 1],
          [0, 1, 0, 1],
        ],
        4,
        2,
      ).strengths,
    ).toEqual([1, 1]);
  });

  it("leaves a tune out in all its keys at once", () => {
    // Two versions of one tune, and another: what the first two share says nothing about songs in general.
    const [a, b, c] = [[0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1, 0], [2]];
    expect(new NgramModel([a, b, c], 4, 2, { tunes: ["a", "a", "c"] }).strengths[0]).toBe(2 ** 14);
    expect(new NgramModel([a, b, c], 4, 2).strengths[0]).toBeLessThan(2 ** 14);
    // The counts are those of all versions.
    const strengths = [1, 1];
    const [tunes, each] = [{ tunes: ["a", "a", "c"], strengths }, { strengths }].map(
      (o) => new NgramModel([a, b, c], 4, 2, o),
    );
    expect(tunes.probability(1, [0])).toBe(each.probability(1, [0]));
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
    const p = [
      [1, 1],
      [1, 2],
      [2, 0],
      [0, 1],
    ].map(([before, note]) => model.probability(note, [before]));
    expect(model.perplexity(windows, "continuation")).toBeCloseTo(geometric(p), 12);
  });

  it("begins each window without context under reconstruction", () => {
    const windows = makeWindows([song], { timesteps: 4, stride: 4 });
    expect(windows.count).toBe(2); // 0 1 0 1 and 1 2 0 1
    const known = [
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 1],
    ].map(([before, note]) => model.probability(note, [before]));
    const p = [...known, model.probability(0, []), model.probability(1, [])];
    expect(model.perplexity(windows, "reconstruction")).toBeCloseTo(geometric(p), 12);
  });

  it("refuses an empty set", () => {
    const windows = makeWindows([Int32Array.of(0)], { timesteps: 4, stride: 4 });
    expect(() => model.perplexity(windows, "reconstruction")).toThrow(/No windows/);
  });
});
