/** What every exercise that checks itself has to hold. */
import { describe, expect, it } from "vitest";
import { type Exercise, mark, UNFILLED } from "../../lib/exercise";

/** Each right answer, and wrong ones of which each gets a hint of its own, in the order of the hints. */
export function holds<A>(name: string, exercise: Exercise<A>, right: A | readonly [A, A], ...wrong: A[]): void {
  describe(name, () => {
    it("accepts a right answer, and not the unfilled cell", () => {
      for (const answer of Array.isArray(right) ? (right as A[]) : [right as A]) {
        expect(mark(exercise, answer)).toEqual({ right: true, text: "✓ Right." });
      }
      expect(mark(exercise, undefined)).toEqual({ right: false, text: UNFILLED });
    });

    it("has a hint of its own for each usual mistake", () => {
      const marks = wrong.map((answer) => mark(exercise, answer));
      expect(wrong.length).toBeGreaterThanOrEqual(3);
      expect(marks.map((m) => m.right)).toEqual(wrong.map(() => false));
      expect(marks.map((m) => m.text)).toEqual(exercise.hints.map(({ say }) => say));
      expect(new Set(marks.map((m) => m.text)).size).toBe(wrong.length);
    });
  });
}
