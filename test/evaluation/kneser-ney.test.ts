import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { bitsPerNote, KneserNey } from "../../lib/evaluation";
import { estimateDiscounts } from "../../lib/evaluation/kneser-ney";
import { makeWindows } from "../../lib/dataset";
import { randomPieces } from "./random";

interface Reference {
  order: number;
  songs: number[][];
  /** The one discount of "plain". */
  discount: number;
  discounts: number[][];
  vocabulary: number;
  contexts: { context: number[]; plain: number[]; modified: number[] }[];
}
const file = path.join(__dirname, "kneser-ney-reference.json");
const reference: Reference = JSON.parse(fs.readFileSync(file, "utf8"));
const { order, songs, discount, vocabulary, contexts } = reference;

describe("KneserNey", () => {
  it.each(contexts)("gives nltk's probabilities with one discount, after $context", ({ context, plain }) => {
    // nltk takes nothing off the counts without context, and has no notes that were never seen.
    const discounts = [0, discount, discount].map((d) => [d, d, d] as const);
    const model = new KneserNey(songs, plain.length, order, { discounts });
    plain.forEach((p, note) => expect(model.probability(note, context)).toBeCloseTo(p, 12));
  });

  it.each(contexts)("gives the definition's with three, after $context", ({ context, modified }) => {
    const model = new KneserNey(songs, vocabulary, order);
    modified.forEach((p, note) => expect(model.probability(note, context)).toBeCloseTo(p, 12));
  });

  it("estimates the discounts as the definition says", () => {
    const { discounts } = new KneserNey(songs, vocabulary, order);
    reference.discounts.flat().forEach((d, i) => expect(discounts.flat()[i]).toBeCloseTo(d, 12));
    // By hand: 4 ngrams once, 2 twice, 1 three times, none four times: Y = 4 / 8, D = 1 − ½, 2 − ¾, 3.
    expect(estimateDiscounts([1, 1, 1, 1, 2, 2, 3])).toEqual([0.5, 1.25, 3]);
    expect(estimateDiscounts([1, 1, 2, 5, 9])).toEqual([0.5, 1, 1.5]); // none comes three times
    expect(estimateDiscounts([1, 2, 3, 3, 3, 3])).toEqual([0.5, 1, 1.5]); // 2 − 3 · ⅓ · 4 would add to a count
  });

  it("sums to 1 over the vocabulary after any context, and leaves no note out", () => {
    const { below, piece } = randomPieces(3);
    for (let i = 0; i < 20; i++) {
      const kinds = 2 + below(6);
      const random = Array.from({ length: 3 }, () => piece(1 + below(60), kinds));
      for (const n of [1, 2, 4, 6]) {
        const model = new KneserNey(random, kinds + 2, n);
        for (const context of [
          [],
          [0],
          [kinds + 1],
          [0, 1],
          [1, 0, 1, 0, 1],
          [START, START, START],
          [1, 1, 1, 0, 1, 0],
        ]) {
          const p = Array.from({ length: kinds + 2 }, (_, note) => model.probability(note, context));
          expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 10);
          expect(Math.min(...p)).toBeGreaterThan(0);
        }
      }
    }
  });

  it("looks at no more notes than its order has, and counts equal songs once", () => {
    const model = new KneserNey(songs, vocabulary, 3);
    expect(model.probability(1, [4, 4, 4, 0, 1])).toBe(model.probability(1, [0, 1]));
    const twice = new KneserNey([...songs, songs[0]], vocabulary, 3);
    expect(twice.probability(1, [0, 1])).toBe(model.probability(1, [0, 1]));
  });

  it("refuses what it cannot count", () => {
    expect(() => new KneserNey([[]], 5, 2)).toThrow(/No notes/);
    expect(() => new KneserNey([[0]], 5, 0)).toThrow(/order 0/);
  });
});

describe("bitsPerNote", () => {
  it("is the mean surprise over the targets, each after all that was played before", () => {
    const asked: number[][] = [];
    const predictor = {
      probability: (note: number, before: ArrayLike<number>) => {
        asked.push([...Array.from(before), note]);
        return 1 / 2 ** note;
      },
    };
    const windows = makeWindows([Int32Array.of(0, 1, 2, 3)], { timesteps: 2, stride: 2, objective: "continuation" });
    expect(bitsPerNote(predictor, windows, "continuation")).toBe(2.5);
    expect(asked).toEqual([
      [0, 1, 2],
      [0, 1, 2, 3],
    ]);
    const same = makeWindows([Int32Array.of(0, 1, 2, 3)], { timesteps: 4, stride: 4 });
    asked.length = 0;
    expect(bitsPerNote(predictor, same, "reconstruction")).toBe(1.5);
    expect(asked[0]).toEqual([0]);
    expect(asked[3]).toEqual([0, 1, 2, 3]);
  });

  it("refuses an empty set", () => {
    const none = makeWindows([], { timesteps: 2, stride: 2 });
    expect(() => bitsPerNote(new KneserNey([[0]], 2, 1), none, "continuation")).toThrow(/No windows/);
  });
});
