import { expect, it } from "vitest";
import { SongIndex } from "../../lib/evaluation";
import { SuffixArray } from "../../lib/evaluation/suffix-array";
import { mix } from "../../lib/dataset";

const song = (seed: number, length: number) => Int32Array.from({ length }, (_, i) => mix(seed, i) % 3);

it("finds the longest passages that the table of all pairs finds", () => {
  const songs = Array.from({ length: 30 }, (_, s) => song(s, 5 + ((s * 7) % 40)));
  const [array, index] = [new SuffixArray(songs), new SongIndex(songs)];
  for (let seed = 100; seed < 140; seed++) {
    const piece = song(seed, 25);
    expect(array.longest(piece)).toBe(index.longestCopy(piece).length);
  }
  expect(array.longest(songs[3])).toBe(songs[3].length);
  expect(array.longest([7, 8])).toBe(0);
  expect(array.longest([])).toBe(0);
});

it("does not go over the end of a song", () => {
  expect(
    new SuffixArray([
      [0, 1],
      [2, 3],
    ]).longest([0, 1, 2, 3]),
  ).toBe(2);
  expect(new SuffixArray([]).longest([0])).toBe(0);
});
