import { describe, expect, it } from "vitest";
import { leftOutBits, leftOutStrengths, NgramModel } from "../../lib/evaluation";
import { START } from "../../lib/encoding";
import { randomPieces } from "./random";

/** Songs of few notes, with much that comes again in other songs. */
function randomSongs(seed: number, vocabulary: number): number[][] {
  const { below: draw } = randomPieces(seed);
  const motif = Array.from({ length: 30 }, () => draw(vocabulary));
  return Array.from({ length: 7 }, () =>
    Array.from({ length: 3 + draw(40) }, (_, t) => (draw(10) < 6 ? motif[t % 30] : draw(vocabulary))),
  );
}

const sequence = (songs: number[][], vocabulary: number) => {
  let at = 0;
  return { notes: songs.flat(), starts: songs.map((song) => (at += song.length) - song.length), vocabulary };
};

describe("bits per note, each song left out", () => {
  it.each([1, 2, 3, 4])("is what n-gram models of the other songs say, at order %i", (order) => {
    for (let seed = 1; seed <= 5; seed++) {
      const vocabulary = 4 + 3 * seed;
      const songs = randomSongs(seed, vocabulary);
      const strengths = [0.5, 3, 1, 8].slice(0, order);
      let bits = 0;
      songs.forEach((song, s) => {
        const others = songs.filter((_, i) => i !== s);
        const model = new NgramModel(others, vocabulary, order, { strengths });
        song.forEach((note, t) => {
          const before = [...new Array<number>(order).fill(START), ...song.slice(0, t)];
          bits -= Math.log2(model.probability(note, before));
        });
      });
      const wanted = bits / songs.flat().length;
      expect(leftOutBits(sequence(songs, vocabulary), strengths)).toBeCloseTo(wanted, 10);
    }
  });

  it("has the strengths that the n-gram model finds", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const songs = randomSongs(seed, 12);
      expect(leftOutStrengths(sequence(songs, 12), 3)).toEqual(new NgramModel(songs, 12, 3).strengths);
    }
  });

  it("takes one song, and no notes are an error", () => {
    expect(leftOutBits({ notes: [1, 2, 1], starts: [0], vocabulary: 8 }, [1, 1, 1])).toBe(3);
    expect(leftOutStrengths({ notes: [1, 2, 1], starts: [0], vocabulary: 8 }, 2)).toEqual([1, 1]);
    expect(() => leftOutBits({ notes: [], starts: [], vocabulary: 8 }, [1])).toThrow(/No notes/);
  });
});
