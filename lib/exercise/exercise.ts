/** Exercises that check themselves: an answer is right, or there is a hint on what is off. */

/** A wrong answer that is often given, and what to think about. */
export interface Hint<Answer> {
  when(answer: Answer): boolean;
  say: string;
}

export interface Exercise<Answer> {
  right(answer: Answer): boolean;
  /** The first that fits is said. */
  hints: readonly Hint<Answer>[];
  /** Said of a wrong answer that no hint fits. */
  otherwise: string;
}

export interface Mark {
  right: boolean;
  text: string;
}

/** What is said of a cell that nobody has filled in yet. */
export const UNFILLED = "Fill in your answer, then run this cell again.";

/** Whether two numbers are equal, to within what rounding or three written decimals leave. */
export function close(a: number, b: number, tolerance = 1e-3): boolean {
  return Math.abs(a - b) <= tolerance;
}

/** Marks an answer; undefined stands for one that is not given yet. An answer that throws is wrong, and told so. */
export function mark<Answer>({ right, hints, otherwise }: Exercise<Answer>, answer: Answer | undefined): Mark {
  if (answer === undefined) return { right: false, text: UNFILLED };
  try {
    if (right(answer)) return { right: true, text: "✓ Right." };
    return { right: false, text: hints.find(({ when }) => when(answer))?.say ?? otherwise };
  } catch (error) {
    return { right: false, text: `Your answer ends in an error: ${(error as Error)?.message ?? error}` };
  }
}

/**
 * Says whether an answer is right, or gives a hint.
 * @example check(trackSelection.withDrums, withDrums);
 */
export function check<Answer>(exercise: Exercise<Answer>, answer: Answer | undefined): void {
  console.log(mark(exercise, answer).text);
}
