import { describe, expect, it } from "vitest";
import { finalLoop, loopedShare, loopPeriod } from "../../lib/evaluation/loop";
import { randomPieces } from "./random";

const turns = (loop: number[], n: number) => Array.from({ length: n }, (_, t) => loop[t % loop.length]);

describe("finalLoop", () => {
  it("finds one note repeated after a short start", () => {
    expect(finalLoop([1, 2, 3, ...turns([7], 14)])).toEqual({ period: 1, length: 14 });
  });

  it("finds alternation as period 2", () => {
    expect(finalLoop(turns([4, 9], 20))).toEqual({ period: 2, length: 20 });
  });

  it("takes the smallest period, though its multiples hold too", () => {
    expect(finalLoop(turns([1, 2, 3], 30))?.period).toBe(3);
  });

  it("allows a broken-off last turn and a repeated note within the turn", () => {
    // 5 | 1 1 2, 1 1 2, 1 1 2, 1 1 2, 1
    expect(finalLoop([5, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1])).toEqual({ period: 3, length: 13 });
  });

  it("wants 12 notes, so two equal notes at the end are no loop", () => {
    expect(finalLoop([1, 2, 3, 4, 5, 6, 7, 8, 9, 9])).toBeNull();
    expect(finalLoop([1, 2, ...turns([9], 11)])).toBeNull();
    expect(finalLoop([1, 2, ...turns([9], 12)])).toEqual({ period: 1, length: 12 });
  });

  it("wants two whole turns", () => {
    const loop = [1, 2, 3, 4, 5, 6];
    expect(finalLoop([9, ...loop, 7, ...loop, 7].slice(0, -1))).toBeNull(); // 13 notes of period 7 lack one
    expect(finalLoop([9, ...loop, ...loop])).toEqual({ period: 6, length: 12 });
    // exactly half of the piece is the longest loop to be seen
    expect(finalLoop([...loop, ...loop])).toEqual({ period: 6, length: 12 });
  });

  it("does not see a loop that the piece has left", () => {
    expect(finalLoop([...turns([1, 2], 20), 3])).toBeNull();
  });

  it("finds none in a piece of fewer than 12 notes", () => {
    expect(finalLoop([])).toBeNull();
    expect(finalLoop(turns([1], 11))).toBeNull();
  });

  it("agrees with the definition, spelled out, on random pieces with loops", () => {
    // Straight from the words: is x[t] = x[t − p] for all t and t − p in the final max(2p, 12) notes?
    const bySpelling = (x: ArrayLike<number>): number | null => {
      for (let p = 1; p <= x.length; p++) {
        const final = Math.max(2 * p, 12);
        if (final > x.length) continue;
        const begin = x.length - final;
        if (Array.from({ length: final - p }, (_, i) => begin + p + i).every((t) => x[t] === x[t - p])) return p;
      }
      return null;
    };
    const { below, piece } = randomPieces(7);
    const found = new Set<number | null>();
    for (let i = 0; i < 500; i++) {
      const loop = Array.from(piece(1 + below(8), 3));
      const x = [...piece(below(12), 3), ...turns(loop, below(32))];
      expect(loopPeriod(x)).toBe(bySpelling(x));
      found.add(loopPeriod(x));
    }
    expect(found.size).toBeGreaterThan(5);
  });
});

describe("loopedShare", () => {
  it("is the share of notes in the loop", () => {
    expect(loopedShare([1, 2, 3, 4, 5, ...turns([6, 7, 8], 15)])).toBeCloseTo(15 / 20, 12);
    expect(loopedShare(turns([6], 12))).toBe(1);
    expect(loopedShare([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(0);
    expect(loopedShare([])).toBe(0);
  });
});
