import { describe, expect, it } from "vitest";
import { stepCost } from "../../lib/experiment";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { type Exercise, mark, moreMachines, UNFILLED } from "../../lib/exercise";

/** Each right answer, and wrong ones of which each gets a hint of its own. */
function holds<A>(name: string, exercise: Exercise<A>, right: A, ...wrong: A[]): void {
  describe(name, () => {
    it("accepts a right answer, and not the unfilled cell", () => {
      expect(mark(exercise, right)).toEqual({ right: true, text: "✓ Right." });
      expect(mark(exercise, undefined)).toEqual({ right: false, text: UNFILLED });
    });

    it("has a hint of its own for each usual mistake", () => {
      const marks = wrong.map((answer) => mark(exercise, answer));
      expect(marks.map((m) => m.right)).toEqual(wrong.map(() => false));
      expect(marks.map((m) => m.text)).toEqual(exercise.hints.map(({ say }) => say));
    });
  });
}

const songs = Array.from({ length: 7 }, (_, i) => Int32Array.of(i));
const slice = batchesInOrder(makeWindows(songs, { timesteps: 1, stride: 1 }), 7)
  .slice(1, 3)
  .batch(0, 0);
const onPaper = (workers: number): number => {
  const { computing, network } = stepCost({ parameters: 125e6 / 4, seconds: 1, workers, bandwidth: 1e9 });
  return computing + network;
};

holds("weighted", moreMachines.weighted, (3 * 2 + 1 * 6) / 4, 4, 12, 8);
holds(
  "sent",
  moreMachines.sent,
  stepCost({ parameters: 1e6, seconds: 1, workers: 4, bandwidth: 1 }).bytes,
  4e6,
  1.5e6,
  3e6,
  24e6,
);
holds("slice", moreMachines.slice, [slice.slice!.first, slice.size], [3, 2], [2, 3], [0, 2]);
holds(
  "seconds",
  moreMachines.seconds,
  onPaper,
  (n) => 1 / n + (2 * ((n - 1) / n)) / 8,
  (n) => 1 / n + 2,
  (n) => 1 + 2 * ((n - 1) / n),
  (n) => 1 / n + (n - 1) / n,
);
