/** The exercises of notebook 6. */
import type { Exercise } from "./exercise";

/** After each note of this toy the likeliest next one: 0 → 3 → 1 → 4 → 3 … */
const nextNote = [3, 4, 0, 1, 3] as const;

const near = (a: number, b: number, within = 1e-3): boolean => Math.abs(a - b) <= within;
const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && b.every((x, i) => near(a[i], x));

type Warm = (probabilities: readonly number[], temperature: number) => number[];
const P = [0.5, 0.3, 0.2];
const total = (p: readonly number[]): number => p.reduce((sum, x) => sum + x, 0);
const normal = (p: readonly number[]): number[] => p.map((x) => x / total(p));
/** P at temperature 1/2, by the formula: squares, made to sum to 1. */
const cool = normal(P.map((p) => p ** 2));
const warm = normal(P.map(Math.sqrt));

type Draw = (probabilities: readonly number[], chance: number) => number;
/** Chances in each note's part of the line from 0 to 1, its ends included. */
const chances = [0, 0.49, 0.51, 0.79, 0.81, 0.999];
const drawn = (draw: Draw): string => chances.map((chance) => draw(P, chance)).join(" ");

export const inference = {
  /** The toy table of exercise 1: the likeliest note after each of the notes 0 to 4. */
  nextNote,

  /** After how many notes the piece that the table makes from note 0 repeats itself. */
  loop: {
    right: (period) => period === 3,
    hints: [
      {
        when: (period) => period === 4,
        say: "Note 0 is played once and never again: it leads into the loop, but is no part of it. Or you have counted note 3 twice.",
      },
      { when: (period) => period === 5, say: "Not every note comes back. Follow the arrows and write the piece down." },
      { when: (period) => period === 2, say: "Follow the arrows one further: 0 → 3 → 1 → …" },
      { when: (period) => period === 1, say: "One note repeated would be a loop of 1. Does any note lead to itself?" },
    ],
    otherwise: "Write the piece down note by note, until one comes back: how many notes lie between?",
  } satisfies Exercise<number>,

  /** Probabilities at a temperature: each to the power of 1/temperature, made to sum to 1. */
  temperature: {
    right: (warmed) => same(warmed(P, 0.5), cool) && same(warmed(P, 2), warm) && same(warmed(P, 1), P),
    hints: [
      {
        when: (warmed) => same(warmed(P, 0.5), P),
        say: "At 0.5 it leaves all as it is: a factor that is the same for all notes goes when they are made to sum to 1. Use a power.",
      },
      {
        when: (warmed) => same(warmed(P, 0.5), warm),
        say: "It is turned round: below 1 it makes the likely likelier, so the power is 1/temperature.",
      },
      {
        when: (warmed) => !near(total(warmed(P, 0.5)), 1),
        say: "They do not sum to 1 any more: divide each by the sum of all.",
      },
      {
        when: (warmed) => same(warmed(P, 0.5), [1, 0, 0]),
        say: "That is argmax, temperature 0. At 0.5 the others keep a chance.",
      },
    ],
    otherwise: "For 0.5, 0.3, 0.2 at temperature 0.5 it should give 0.658, 0.237, 0.105.",
  } satisfies Exercise<Warm>,

  /** The note that a chance in 0–1 draws: lay the probabilities end to end, and see on which the chance falls. */
  draw: {
    right: (draw) => drawn(draw) === "0 0 1 1 2 2",
    hints: [
      {
        when: (draw) => drawn(draw) === "0 0 0 0 0 0",
        say: "It always takes the likeliest. Let the chance decide.",
      },
      {
        when: (draw) => drawn(draw) === chances.map((chance) => Math.floor(3 * chance)).join(" "),
        say: "All notes are drawn equally often: a note's part of the line is as long as its probability.",
      },
      {
        when: (draw) => drawn(draw) === chances.map((chance) => P.findIndex((p) => chance < p)).join(" "),
        say: "Compare the chance with the sum of the probabilities so far, not with each alone.",
      },
      {
        when: (draw) => drawn(draw) === "1 1 2 2 3 3",
        say: "One too far: the first note has the number 0.",
      },
    ],
    otherwise: "With 0.5, 0.3, 0.2, chances below 0.5 should draw note 0, below 0.8 note 1, and the rest note 2.",
  } satisfies Exercise<Draw>,

  /** How many of the notes with 0.5, 0.3, 0.15 and 0.05 are left to draw from with topP 0.75. */
  nucleus: {
    right: (left) => left === 2,
    hints: [
      { when: (left) => left === 1, say: "The likeliest alone has 0.5, and 0.75 are wanted: one is not enough." },
      { when: (left) => left === 3, say: "One too many: two already have 0.8, which is at least 0.75." },
      { when: (left) => left === 4, say: "With all of them topP would be 1." },
      { when: (left) => left > 0 && left < 1, say: "How many notes, not how much probability." },
    ],
    otherwise: "Add up from the likeliest on until the sum is at least 0.75: how many did it take?",
  } satisfies Exercise<number>,

  /** Eight typed notes, at least four different, for the model to go on with. */
  melody: {
    right: (line) => words(line).length === 8 && new Set(words(line)).size >= 4,
    hints: [
      { when: (line) => words(line).length === 0, say: 'There are no notes yet: type eight, like "C4 D4 E4 …".' },
      { when: (line) => words(line).length !== 8, say: "Eight notes are asked for, with spaces between them." },
      {
        when: (line) => new Set(words(line)).size < 4,
        say: "Give the model something to go on with: at least four different notes.",
      },
    ],
    otherwise: "Eight notes, at least four of them different.",
  } satisfies Exercise<string>,
};

function words(line: string): string[] {
  return line.split(/[\s,]+/).filter(Boolean);
}
