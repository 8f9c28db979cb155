/** The exercises of notebook 7. */
import { distinct, longestCopy, stage } from "../evaluation";
import type { Exercise } from "./exercise";

/** The song of the notebook's toy. */
const song = [0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 4, 6, 1, 3, 5, 7];

const near = (a: number, b: number, within = 5e-3): boolean => Math.abs(a - b) <= within;

type CopyLength = (piece: readonly number[], song: readonly number[]) => number;
/** Pieces of which each tells a usual mistake: the passage is elsewhere, with gaps, or made of common notes only. */
const [shifted, gapped, shuffled] = [
  [9, 2, 3, 4, 9, 9],
  [0, 2, 3, 9, 5, 6],
  [7, 6, 5, 4, 3, 2],
];
const answers = (copy: CopyLength): string => [shifted, gapped, shuffled].map((piece) => copy(piece, song)).join(" ");

type Verdict = (low: number, high: number) => string;
const spoken = (verdict: Verdict): string =>
  (
    [
      [-0.9, -0.2],
      [0.2, 0.9],
      [-0.2, 0.9],
      [-0.9, 0.2],
    ] as const
  )
    .map(([low, high]) => verdict(low, high))
    .join(" ");

export const results = {
  /** The stage of a piece of 16 notes: nine others, then one note seven times. */
  stage: {
    right: (s) => s === 3,
    hints: [
      {
        when: (s) => s === 1,
        say: "Seven of sixteen are less than half: for stage 1 the run must make up half of the piece.",
      },
      {
        when: (s) => s === 2,
        say: "One note repeated is a loop of 1; but a loop must go on for twelve notes to be called one, and so must a run.",
      },
      { when: (s) => s === 7, say: "That is the longest run. Which stage follows from it?" },
    ],
    otherwise: "A stage is 1, 2 or 3.",
  } satisfies Exercise<number>,

  /** distinct-2 of the piece 0 1 0 1 0 1. */
  distinct2: {
    right: (share) => near(share, 0.4),
    hints: [
      { when: (share) => near(share, 2), say: "Two different 2-grams, yes; distinct-2 is their share of all 2-grams." },
      {
        when: (share) => near(share, 1 / 3),
        say: "Six notes have five 2-grams, not six: the last note begins none.",
      },
      {
        when: (share) => near(share, 2 / 3) || near(share, 1),
        say: "2-grams overlap: 0 1, 1 0, 0 1, … A new one begins at every note but the last.",
      },
      { when: (share) => near(share, 0.6), say: "That is the share of those that were there before, seq-rep-2." },
    ],
    otherwise: "Write down the five 2-grams: how many different ones are there? Divide.",
  } satisfies Exercise<number>,

  /** The length of the longest passage of a piece that stands in a song note for note. */
  copyLength: {
    right: (copy) => answers(copy) === "3 2 1",
    hints: [
      {
        when: (copy) => copy(shifted, song) === 0,
        say: "A passage may stand anywhere in the song, not only at the same place: compare with each beginning.",
      },
      {
        when: (copy) => copy(shuffled, song) === shuffled.length,
        say: "It counts notes that both have. A passage keeps their order, and has no gaps.",
      },
      {
        when: (copy) => copy(gapped, song) > 2,
        say: "It leaps over notes. As soon as one differs, the passage is over.",
      },
    ],
    otherwise: "Of 9 2 3 4 9 9 three notes in a row stand in the song; of 0 2 3 9 5 6 two; of 7 6 5 4 3 2 one.",
  } satisfies Exercise<CopyLength>,

  /** How many times as many notes a model of 4.2 bits hesitates between as one of 1.7. */
  timesAsMany: {
    right: (times) => near(times, 2 ** 2.5, 0.05),
    hints: [
      { when: (times) => near(times, 2.5), say: "That is how many bits more. Each bit doubles the number of notes." },
      {
        when: (times) => near(times, 4.2 / 1.7, 0.02),
        say: "Bits are logarithms: take their difference, not their ratio.",
      },
      { when: (times) => near(times, Math.exp(2.5), 0.05), say: "That would be nats. For bits the base is 2." },
      { when: (times) => near(times, 5, 0.001), say: "Nearly: 2.5 bits are two doublings and a half, not twice 2.5." },
    ],
    otherwise: "It is 2 to the power of the difference.",
  } satisfies Exercise<number>,

  /** Who predicts better, from an interval of "network's bits − opponent's". */
  verdict: {
    right: (verdict) => spoken(verdict) === "network opponent undecided undecided",
    hints: [
      {
        when: (verdict) => spoken(verdict) === "opponent network undecided undecided",
        say: "Fewer bits are better: where the difference is below 0, the network predicts better.",
      },
      {
        when: (verdict) => spoken(verdict) === "network opponent opponent network",
        say: "You go by the middle of the interval. If 0 lies within, other songs might have turned it round: undecided.",
      },
      {
        when: (verdict) => spoken(verdict) === "network network network network",
        say: "It always names the network. Look at both ends of the interval.",
      },
    ],
    otherwise: 'It should return "network", "opponent" or "undecided".',
  } satisfies Exercise<Verdict>,

  /** A piece of 16 notes, 0 to 7, at stage 3, of which no more than three notes in a row stand in the song. */
  piece: {
    right: (piece) =>
      sound(piece) && distinct(piece) >= 5 && stage(piece) === 3 && longestCopy(piece, [song]).length <= 3,
    hints: [
      {
        when: (piece) => piece.length !== 16,
        say: "Sixteen notes are asked for.",
      },
      { when: (piece) => !sound(piece), say: "The notes are whole numbers from 0 to 7." },
      {
        when: (piece) => stage(piece) < 3,
        say: "That is not yet stage 3: it ends in a loop, or holds one note too long.",
      },
      {
        when: (piece) => longestCopy(piece, [song]).length > 3,
        say: "More than three notes in a row are from the song. A melody, not a memory!",
      },
      { when: (piece) => distinct(piece) < 5, say: "Use at least five different notes." },
    ],
    otherwise: "Sixteen notes from 0 to 7, stage 3, and at most three in a row from the song.",
  } satisfies Exercise<readonly number[]>,
};

function sound(piece: readonly number[]): boolean {
  return piece.length === 16 && piece.every((note) => Number.isInteger(note) && note >= 0 && note <= 7);
}
