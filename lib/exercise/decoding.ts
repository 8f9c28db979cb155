/** The exercises of notebook 9. */
import type { Exercise } from "./exercise";

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.006;

/** Probabilities, the likeliest first, and p: how many are kept. */
type Kept = (probabilities: readonly number[], topP: number) => number;

const sure = [0.5, 0.3, 0.15, 0.05];

export const decoding = {
  /** How many times likelier a score of 2 is than one of 1, at temperature 0.5. */
  sharper: {
    right: (ratio) => Math.abs(ratio - Math.exp(2)) < 0.06,
    hints: [
      { when: (ratio) => near(ratio, Math.E), say: "That is at temperature 1. Divide the scores by 0.5 first." },
      { when: (ratio) => near(ratio, Math.exp(0.5)), say: "You have multiplied the scores by 0.5: divide them." },
      { when: (ratio) => near(ratio, 2), say: "A ratio of probabilities is exp of the difference of the scores." },
    ],
    otherwise: "Divided by 0.5 the scores are 4 and 2; exp of their difference.",
  } satisfies Exercise<number>,

  /** Of probabilities 0.5, 0.3, 0.15, 0.05 how many stay at top-p 0.9. */
  nucleus: {
    right: (count) => count === 3,
    hints: [
      { when: (count) => count === 2, say: "0.5 + 0.3 is 0.8, which is not yet 0.9." },
      { when: (count) => count === 4, say: "Three are enough: their sum is 0.95." },
      { when: (count) => count === 1, say: "Add up from the likeliest until the sum is 0.9 or more." },
    ],
    otherwise: "The fewest of the likeliest whose sum is at least 0.9.",
  } satisfies Exercise<number>,

  /** The first one's probability then. */
  renewed: {
    right: (p) => near(p, 0.5 / 0.95),
    hints: [
      { when: (p) => near(p, 0.5), say: "The kept ones must sum to 1 again: divide by their sum." },
      { when: (p) => near(p, 0.5 / 0.9), say: "Divide by what the kept ones really sum to, not by p." },
      { when: (p) => near(p, 1 / 3), say: "They do not become equally likely: their ratios stay." },
    ],
    otherwise: "0.5 divided by the sum of those that are kept.",
  } satisfies Exercise<number>,

  /** A function: how many are kept. */
  kept: {
    right: (kept) =>
      kept(sure, 0.9) === 3 && kept(sure, 0.5) === 1 && kept(sure, 1) === 4 && kept([0.4, 0.6 - 1e-9], 1) === 2,
    hints: [
      { when: (kept) => kept(sure, 0.5) === 2, say: "At 0.5 the first alone is enough: at least p, not more than p." },
      { when: (kept) => kept(sure, 0.9) === 2, say: "The one that takes the sum over p is kept too." },
      {
        when: (kept) => !(kept([0.4, 0.6 - 1e-9], 1) === 2),
        say: "Sums of floats may stay just below 1: then all are kept.",
      },
    ],
    otherwise: "Add up until the sum is at least p, and say how many that took.",
  } satisfies Exercise<Kept>,
};
