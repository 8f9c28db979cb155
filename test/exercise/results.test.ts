import { expect, it } from "vitest";
import { mark, results } from "../../lib/exercise";
import { distinctN, longestCopy, stage } from "../../lib/evaluation";
import { holds } from "./holds";

type Notes = readonly number[];
/** Written out once more: every place of the piece against every place of the song. */
const copied = (piece: Notes, song: Notes) => {
  let longest = 0;
  piece.forEach((_, p) =>
    song.forEach((_, s) => {
      let length = 0;
      while (p + length < piece.length && piece[p + length] === song[s + length]) length++;
      longest = Math.max(longest, length);
    }),
  );
  return longest;
};
const samePlace = (piece: Notes, song: Notes) => piece.filter((note, i) => note === song[i]).length;
const common = (piece: Notes, song: Notes) => piece.filter((note) => song.includes(note)).length;
const subsequence = (piece: Notes, song: Notes): number => {
  const rows = piece.map(() => song.map(() => 0));
  piece.forEach((a, i) =>
    song.forEach((b, j) => {
      const before = i > 0 && j > 0 ? rows[i - 1][j - 1] : 0;
      rows[i][j] = a === b ? before + 1 : Math.max(i > 0 ? rows[i - 1][j] : 0, j > 0 ? rows[i][j - 1] : 0);
    }),
  );
  return rows[piece.length - 1][song.length - 1];
};

it("the numbers that are to be predicted are those that the project computes", () => {
  expect(stage([0, 1, 2, 3, 4, 5, 6, 7, 2, 5, 5, 5, 5, 5, 5, 5])).toBe(3);
  expect(distinctN([0, 1, 0, 1, 0, 1], 2)).toBeCloseTo(0.4, 10);
});

holds("stage", results.stage, 3, 1, 2, 7);
holds("distinct2", results.distinct2, 0.4, 2, 1 / 3, 2 / 3, 0.6);
holds(
  "copyLength",
  results.copyLength,
  [copied, (piece: Notes, song: Notes) => longestCopy(piece, [song]).length],
  samePlace,
  common,
  subsequence,
);
holds("timesAsMany", results.timesAsMany, 2 ** 2.5, 2.5, 4.2 / 1.7, Math.exp(2.5), 5);
holds(
  "verdict",
  results.verdict,
  (low: number, high: number) => (high < 0 ? "network" : low > 0 ? "opponent" : "undecided"),
  (low: number, high: number) => (high < 0 ? "opponent" : low > 0 ? "network" : "undecided"),
  (low: number, high: number) => (low + high < 0 ? "network" : "opponent"),
  () => "network",
);

const fine = [0, 2, 1, 4, 3, 6, 5, 7, 2, 0, 5, 1, 6, 3, 7, 4];
holds(
  "piece",
  results.piece,
  [fine, [...fine].reverse()],
  [0, 1, 2],
  fine.map((note) => note + 0.5),
  [7, 0, 1, 6, 2, 1, 6, 2, 1, 6, 2, 1, 6, 2, 1, 6],
  [7, 6, 0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 4, 6, 1, 0],
  [0, 3, 0, 6, 3, 0, 3, 3, 6, 6, 0, 3, 6, 0, 0, 6],
);

it("says of another answer what is asked for", () => {
  expect(mark(results.verdict, () => "nobody").text).toBe(results.verdict.otherwise);
});
