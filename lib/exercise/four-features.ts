/** The exercises of notebook 12. */
import type { Exercise } from "./exercise";

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => near(value, b[i]));

/** A function of the exercise `onsets`: from gaps in seconds to when each note begins, from 0 on. */
type Onsets = (gaps: readonly number[]) => readonly number[];

const SOME = [0, 0.5, 0, 1];

export const fourFeatures = {
  /** Gaps of three notes at 0 s and one from 1 s to 3 s. */
  gaps: {
    right: (gaps) => same(gaps, [0, 0, 1, 2]),
    hints: [
      { when: (gaps) => same(gaps, [0, 0, 1]), say: "Four notes, four gaps: the last one's is its own duration." },
      { when: (gaps) => same(gaps, [0, 0, 1, 0]), say: "After the last note nothing begins: take its own duration." },
      {
        when: (gaps) => same(gaps, [1, 1, 1, 2]),
        say: "To the next note, even if it belongs to the same chord.",
      },
      { when: (gaps) => same(gaps, [0, 0, 0, 1]), say: "Those are the onsets. A gap is from one to the next." },
    ],
    otherwise: "From each onset to that of the next note in the list; the last one's is its own duration.",
  } satisfies Exercise<number[]>,

  /** The width of an input row: 128 pitches, 2, 4 and 8 bins. */
  width: {
    right: (width) => width === 142,
    hints: [
      { when: (width) => width === 128 * 2 * 4 * 8, say: "That would be one place for each combination: multiplied." },
      { when: (width) => width === 4, say: "So many ones there are in the row. How many places?" },
      { when: (width) => width === 14, say: "Those are the bins. The pitches want places too." },
      { when: (width) => width === 134, say: "There are four features: one of them is missing." },
    ],
    otherwise: "Each feature has a part of its own, as wide as it has values.",
  } satisfies Exercise<number>,

  /** Bits of a note with p = 1/4 for its pitch, then 1, 1/2 and 1/4 for the others, each given those before. */
  chain: {
    right: (bits) => near(bits, 5),
    hints: [
      { when: (bits) => near(bits, 1 / 32), say: "That is the note's probability. How many bits are that?" },
      { when: (bits) => near(bits, 5 * Math.LN2), say: "Those are nats: take the logarithm to the base of 2." },
      { when: (bits) => near(bits, 6), say: "What is certain costs no bit: 2 + 0 + 1 + 2." },
      { when: (bits) => near(bits, 1), say: "Probabilities along a chain are multiplied, so their bits are added." },
    ],
    otherwise: "Each costs −log₂ p bits; add them.",
  } satisfies Exercise<number>,

  /** When notes begin, from their gaps. */
  onsets: {
    right: (onsets) => same(onsets(SOME), [0, 0, 0.5, 0.5]) && onsets([]).length === 0 && same(onsets([2]), [0]),
    hints: [
      {
        when: (onsets) => same(onsets(SOME), [0, 0.5, 0.5, 1.5]),
        say: "A note's own gap comes after it: the first begins at 0.",
      },
      { when: (onsets) => same(onsets(SOME), SOME), say: "Those are the gaps. Add up those of the notes before." },
      {
        when: (onsets) => same(onsets(SOME), [0, 0, 0.5, 0.5, 1.5]),
        say: "One too many: the last gap leads to where nothing begins.",
      },
    ],
    otherwise: "A note begins at the sum of the gaps of all notes before it.",
  } satisfies Exercise<Onsets>,
};
