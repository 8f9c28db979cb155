import { describe, expect, it } from "vitest";
import { type Exercise, mark, playing } from "../../lib/exercise";

/** Each right answer, and wrong ones of which each gets a hint of its own. */
function holds<A>(name: string, exercise: Exercise<A>, right: A, ...wrong: A[]): void {
  describe(name, () => {
    it("accepts a right answer", () => expect(mark(exercise, right)).toEqual({ right: true, text: "✓ Right." }));
    it("has a hint of its own for each usual mistake", () => {
      const marks = wrong.map((answer) => mark(exercise, answer));
      expect(marks.map((m) => m.text)).toEqual([...exercise.hints.map(({ say }) => say), exercise.otherwise]);
    });
  });
}

const summed = (exceeds: (sum: number, chance: number) => boolean) => (shares: readonly number[], chance: number) => {
  let sum = 0;
  return shares.findIndex((share) => exceeds((sum += share), chance));
};

holds("nearest", playing.nearest, "60-0", "61-0", "64-0", "60-1", "C4");
holds("lit", playing.lit, 9, 2, 8, 14, 0);
holds(
  "draw",
  playing.draw,
  summed((sum, chance) => sum > chance),
  (shares) => shares.indexOf(Math.max(...shares)),
  summed((sum, chance) => sum >= chance),
  (shares, chance) => shares.findIndex((share) => share > chance),
  () => 0,
);
holds(
  "turns",
  playing.turns,
  [{ from: 10, temperature: 0 }],
  [],
  [{ from: 11, temperature: 0 }],
  [{ from: 10, temperature: 0.01 }],
  [{ from: 9, temperature: 0 }],
);
