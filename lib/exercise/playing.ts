/** The exercises of notebook 10. */
import type { Turn } from "../play";
import type { Exercise } from "./exercise";

/** Probabilities and chances for `draw`, and the note of each. */
const draws: readonly { shares: number[]; chance: number; note: number }[] = [
  { shares: [0.2, 0.5, 0.3], chance: 0.1, note: 0 },
  { shares: [0.2, 0.5, 0.3], chance: 0.69, note: 1 },
  { shares: [0.2, 0.5, 0.3], chance: 0.95, note: 2 },
  { shares: [0.5, 0.25, 0.25], chance: 0.5, note: 1 },
];

type Draw = (shares: readonly number[], chance: number) => number;
const drawn = (draw: Draw): string => draws.map(({ shares, chance }) => draw(shares, chance)).join(" ");

export const playing = {
  /** What is read of a C#4, short, where the vocabulary has C4 long, C4 short and E4 short: pitch and duration bin. */
  nearest: {
    right: (word) => word.replace(/\s/g, "") === "60-0",
    hints: [
      { when: (word) => word.startsWith("61"), say: "The vocabulary has no C#4: the model cannot read it." },
      { when: (word) => word.startsWith("64"), say: "E4 is three semitones away. Is nothing nearer?" },
      { when: (word) => word.startsWith("60-1"), say: "The pitch is right. There is a short one of it, too." },
    ],
    otherwise: 'Write pitch and duration bin with a hyphen, like "64-0".',
  } satisfies Exercise<string>,

  /** How many notes light up: passages of 8 notes and more, whose lengths at each note are 1 2 3 1 2 3 4 5 6 7 8 9 1 2. */
  lit: {
    right: (count) => count === 9,
    hints: [
      {
        when: (count) => count === 2,
        say: "At two notes the passage is long enough; but then all of it is copied, from its first note on.",
      },
      {
        when: (count) => count === 8,
        say: "At the eighth note it is long enough, and then it goes on for one note more.",
      },
      {
        when: (count) => count === 14,
        say: "A passage of two or three notes is shared by many songs: it is nobody's.",
      },
    ],
    otherwise:
      "Where a length reaches 8, that note and the seven before it light up; then each further note of the passage.",
  } satisfies Exercise<number>,

  /** The note at which the sum of the shares first exceeds the chance. */
  draw: {
    right: (draw) => drawn(draw) === draws.map(({ note }) => note).join(" "),
    hints: [
      {
        when: (draw) => drawn(draw) === "1 1 1 0",
        say: "It takes the likeliest note, whatever the chance: that is argmax.",
      },
      {
        when: (draw) => drawn(draw) === "0 1 2 0",
        say: "A chance of 0.5 is not below a sum of 0.5: the sum must exceed it.",
      },
      {
        when: (draw) => drawn(draw).includes("-1") || drawn(draw).includes("3"),
        say: "It finds no note, or one that there is not: compare the chance with the sum of the shares up to a note, not with its own share.",
      },
    ],
    otherwise:
      "Go through the notes in their order, and stop at the first at which the sum of the shares so far exceeds the chance.",
  } satisfies Exercise<Draw>,

  /** Turns that take always the likeliest note from the eleventh on. */
  turns: {
    right: (turns) => turns.length === 1 && turns[0].from === 10 && turns[0].temperature === 0,
    hints: [
      {
        when: (turns) => turns.length === 0,
        say: "Nothing is turned. One entry says from which note on what changes.",
      },
      { when: (turns) => turns[0].from === 11, say: "Notes count from 0, so the eleventh is number 10." },
      { when: (turns) => (turns[0].temperature ?? 1) > 0, say: "Temperature 0 stands for the likeliest note, always." },
    ],
    otherwise: "One turn is enough: { from: …, temperature: … }.",
  } satisfies Exercise<readonly Turn[]>,
};
