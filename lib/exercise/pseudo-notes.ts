/** The exercises of notebook 3. */
import { START } from "../encoding";
import type { Exercise } from "./exercise";

type OneHot = (sequence: readonly number[], size: number) => number[][];
const table = (oneHot: OneHot): string => JSON.stringify(oneHot([2, START, 0], 4));

type Late = (target: readonly number[]) => number[];
const late = (answer: Late): string => answer([5, 2, 7, 2]).join(" ");

type Likeliest = (counts: ReadonlyMap<number, number>) => number;
/** The first is not the likeliest, nor is the largest note. */
const chosen = (answer: Likeliest): number =>
  answer(
    new Map([
      [3, 2],
      [1, 5],
      [4, 1],
    ]),
  );

export const pseudoNotes = {
  /** How many of the toy's pseudo-notes, two semitones higher, are in its vocabulary. */
  transposed: {
    right: (count) => count === 2,
    hints: [
      {
        when: (count) => count === 3,
        say: "Three of the pitches are. But is the D as loud, and the G as long, as where they stood before?",
      },
      { when: (count) => count === 7, say: "That would be all of them: to the model every one has a new name." },
      { when: (count) => count === 0, say: "Not quite none: a soft, short C becomes a soft, short D." },
      { when: (count) => count === 4, say: "You have counted notes of the tune. Count the different pseudo-notes." },
    ],
    otherwise: "Write the seven pseudo-notes with their pitches raised by 2, and look which are among the seven.",
  } satisfies Exercise<number>,

  /** The size of the toy's vocabulary when nothing but the pitch is told apart. */
  oneBin: {
    right: (size) => size === 5,
    hints: [
      {
        when: (size) => size === 1,
        say: "One bin of durations and one of velocities. The pitches are still different.",
      },
      { when: (size) => size === 7, say: "That is with two bins each. Loud C and soft C are now one." },
      { when: (size) => size === 11, say: "That is the length of the tune. Count the different ones." },
    ],
    otherwise: "Without edges a pseudo-note is a pitch. How many different pitches has the tune?",
  } satisfies Exercise<number>,

  /** How many windows of four the toy's 11 notes have with stride 4. */
  strideFour: {
    right: (count) => count === 3,
    hints: [
      {
        when: (count) => count === 2,
        say: "Then the last three notes would be lost: one more window is moved back to end with the song.",
      },
      {
        when: (count) => count === 8,
        say: "That is with stride 1: a window at every note that has three more after it.",
      },
      { when: (count) => count === 5, say: "That is with stride 2, as in the table above." },
      { when: (count) => count === 2.75, say: "That is 11 / 4. There are only whole windows." },
    ],
    otherwise: "Windows begin at notes 0 and 4; a third ends with the song.",
  } satisfies Exercise<number>,

  /** One-hot rows, written by the reader. */
  oneHot: {
    right: (oneHot) => table(oneHot) === "[[0,0,1,0],[0,0,0,0],[1,0,0,0]]",
    hints: [
      {
        when: (oneHot) => table(oneHot) === "[[0,1,0,0],[0,0,0,0],[0,0,0,0]]",
        say: "The 1 is one place too early: columns, like pseudo-notes, are counted from 0.",
      },
      {
        when: (oneHot) => table(oneHot).startsWith("[[0,0,2,0]"),
        say: "Write a 1 at the note's place. The number itself is what one-hot does away with.",
      },
      {
        when: (oneHot) => oneHot([2, START, 0], 4).length === 2,
        say: "The start symbol is gone. It has a row too, one without a 1.",
      },
      {
        when: (oneHot) => oneHot([2, START, 0], 4).length === 4,
        say: "Rows and columns are swapped: a row for each note, a column for each pseudo-note.",
      },
    ],
    otherwise:
      "For [2, START, 0] and a vocabulary of 4, there should be three rows of four: 0 0 1 0, 0 0 0 0, 1 0 0 0.",
  } satisfies Exercise<OneHot>,

  /** Teacher forcing: the target, one step late. */
  late: {
    right: (answer) => late(answer) === `${START} 5 2 7`,
    hints: [
      {
        when: (answer) => late(answer) === "5 2 7 2",
        say: "That is the target itself: the decoder would read the very note that it should say.",
      },
      {
        when: (answer) => late(answer) === `${START} 5 2 7 2`,
        say: "One note too many: the last is said, but no longer read.",
      },
      {
        when: (answer) => late(answer).startsWith("2 7 2"),
        say: "The wrong way round: the decoder would read one step *ahead*, which is cheating.",
      },
      { when: (answer) => late(answer) === "0 5 2 7", say: "0 is a pseudo-note. Before the first note comes START." },
    ],
    otherwise: "For the target 5 2 7 2 the decoder should read START 5 2 7.",
  } satisfies Exercise<Late>,

  /** Of counted followers, the note that came most often. */
  likeliest: {
    right: (answer) => chosen(answer) === 1,
    hints: [
      { when: (answer) => chosen(answer) === 5, say: "That is how often it came. Which note was it?" },
      { when: (answer) => chosen(answer) === 3, say: "That is the first that was counted. Compare the counts." },
      { when: (answer) => chosen(answer) === 4, say: "You compare the notes. Compare their counts." },
    ],
    otherwise: "If note 3 came twice, note 1 five times and note 4 once, the likeliest is 1.",
  } satisfies Exercise<Likeliest>,
};
