/** The exercises of notebook 8. */
import type { Exercise } from "./exercise";

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.006;

/** A function of the exercise `copied`: notes that followed, weights of the places, the note asked for. */
type Copied = (followed: readonly number[], weights: readonly number[], note: number) => number;

export const pointing = {
  /** The weight of the second of two places with scores 0 and ln 3. */
  weight: {
    right: (weight) => near(weight, 0.75),
    hints: [
      {
        when: (weight) => near(weight, Math.log(3)),
        say: "That is its score. A weight is exp(score) over the sum of all.",
      },
      { when: (weight) => near(weight, 3), say: "That is exp(score). Divide it by the sum over both places." },
      { when: (weight) => near(weight, 0.25), say: "That is the first one's." },
    ],
    otherwise: "exp(0) is 1, exp(ln 3) is 3: each divided by their sum.",
  } satisfies Exercise<number>,

  /** p of a note with 0.1 by its own opinion and 0.7 by pointing, at a gate of 0.5. */
  mixed: {
    right: (p) => near(p, 0.4),
    hints: [
      { when: (p) => near(p, 0.8), say: "Added up, but each counts only as far as the gate lets it." },
      { when: (p) => near(p, 0.05), say: "That is the part of its own opinion. Add that of pointing." },
      { when: (p) => near(p, 0.07), say: "Not the one times the other: it is either the one or the other." },
    ],
    otherwise: "gate · own + (1 − gate) · pointed.",
  } satisfies Exercise<number>,

  /** Bits that a note of p = 1/8 costs. */
  bits: {
    right: (bits) => near(bits, 3),
    hints: [
      { when: (bits) => near(bits, Math.log(8)), say: "Those are nats: take the logarithm to the base of 2." },
      { when: (bits) => near(bits, -3), say: "Surprise is never below 0: −log₂ p." },
      { when: (bits) => near(bits, 0.125), say: "That is the probability itself." },
    ],
    otherwise: "How often must 1 be halved to become 1/8?",
  } satisfies Exercise<number>,

  /** The probability of a note by pointing. */
  copied: {
    right: (copied) =>
      near(copied([4, 2, 4], [0.2, 0.5, 0.3], 4), 0.5) &&
      near(copied([4, 2, 4], [0.2, 0.5, 0.3], 2), 0.5) &&
      copied([4, 2, 4], [0.2, 0.5, 0.3], 7) === 0,
    hints: [
      {
        when: (copied) => near(copied([4, 2, 4], [0.2, 0.5, 0.3], 4), 0.2),
        say: "You have taken the first place where the note followed; add up all of them.",
      },
      {
        when: (copied) => near(copied([4, 2, 4], [0.2, 0.5, 0.3], 4), 0.3),
        say: "You have taken the last or the strongest place where the note followed; add up all of them.",
      },
      {
        when: (copied) => near(copied([4, 2, 4], [0.2, 0.5, 0.3], 4), 2 / 3),
        say: "You have counted the places. Each counts by its weight.",
      },
    ],
    otherwise: "Add up the weights of the places where the note followed; none gives 0.",
  } satisfies Exercise<Copied>,
};
