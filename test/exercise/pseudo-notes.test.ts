import { expect, it } from "vitest";
import { makeWindows } from "../../lib/dataset";
import { START } from "../../lib/encoding";
import { pseudoNotes } from "../../lib/exercise";
import { toOneHot } from "../../lib/model";
import { holds } from "./holds";

holds("transposed", pseudoNotes.transposed, 2, 3, 7, 0, 4);
holds("oneBin", pseudoNotes.oneBin, 5, 1, 7, 11);
holds("strideFour", pseudoNotes.strideFour, 3, 2, 8, 5, 2.75);

it("strideFour is what makeWindows says", () => {
  const windows = (stride: number) => makeWindows([new Int32Array(11)], { timesteps: 4, stride }).count;
  expect([4, 1, 2].map(windows)).toEqual([3, 8, 5]);
});

type OneHot = (sequence: readonly number[], size: number) => number[][];
const rows = (size: number, one: (column: number) => number) => Array.from({ length: size }, (_, c) => one(c));
holds<OneHot>(
  "oneHot",
  pseudoNotes.oneHot,
  [
    (sequence, size) => sequence.map((note) => rows(size, (column) => (column === note ? 1 : 0))),
    (sequence, size) => toOneHot(Int32Array.from(sequence), 3, size).arraySync()[0],
  ],
  (sequence, size) => sequence.map((note) => rows(size, (column) => (column + 1 === note ? 1 : 0))),
  (sequence, size) => sequence.map((note) => rows(size, (column) => (column === note ? note : 0))),
  (sequence, size) =>
    sequence.filter((note) => note !== START).map((note) => rows(size, (column) => (column === note ? 1 : 0))),
  (sequence, size) => rows(size, (v) => v).map((v) => sequence.map((note) => (v === note ? 1 : 0))),
);

holds<(target: readonly number[]) => number[]>(
  "late",
  pseudoNotes.late,
  (target) => [START, ...target.slice(0, -1)],
  (target) => [...target],
  (target) => [START, ...target],
  (target) => [...target.slice(1), START],
  (target) => [0, ...target.slice(0, -1)],
);

holds<(counts: ReadonlyMap<number, number>) => number>(
  "likeliest",
  pseudoNotes.likeliest,
  (counts) => [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0],
  (counts) => Math.max(...counts.values()),
  (counts) => [...counts.keys()][0],
  (counts) => Math.max(...counts.keys()),
);
