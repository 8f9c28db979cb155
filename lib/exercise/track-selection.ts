/** The exercises of notebook 1. */
import type { MidiFile, Track, Note } from "../corpus";
import type { Exercise } from "./exercise";

const notes = (...pitches: number[]): Note[] =>
  pitches.map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + 1 }));
const track = (name: string, pitches: number[], percussion = false): Track => ({
  name,
  program: 0,
  percussion,
  notes: notes(...pitches),
});
const song = (...tracks: Track[]): MidiFile => ({ file: "song.mid", tracks });

/** Songs for `highest`, in which each usual mistake shows. */
const [plain, drummed, leaping, silent] = [
  song(track("low", [40, 41, 42, 43]), track("high", [72, 74])),
  song(track("tune", [60, 62]), track("drums", [81, 81, 81], true)),
  song(track("even", [70, 70, 70]), track("leap", [40, 40, 90])),
  song(track("empty", []), track("tune", [60, 62])),
];

const chord: Note[] = [
  { pitch: 60, velocity: 80, start: 0, end: 1 },
  { pitch: 64, velocity: 80, start: 0, end: 1 },
  { pitch: 67, velocity: 80, start: 0.004, end: 1 },
  { pitch: 62, velocity: 80, start: 1, end: 2 },
  { pitch: 59, velocity: 80, start: 2, end: 3 },
  { pitch: 65, velocity: 80, start: 2, end: 3 },
];
const pitches = (melody: readonly Note[]): string => melody.map(({ pitch }) => pitch).join(" ");

export const trackSelection = {
  /** When, in seconds, the third note of the toy's tune begins. */
  third: {
    right: (seconds) => seconds === 1,
    hints: [
      { when: (seconds) => seconds === 1.5, say: "That is where it ends. The first note begins at 0." },
      { when: (seconds) => seconds === 0.5, say: "That is where the second note begins." },
      { when: (seconds) => seconds === 2, say: "In the bass it would: the tune's notes last half a second each." },
    ],
    otherwise: "Each note of the tune lasts 0.5 s, and the first begins at 0 s.",
  } satisfies Exercise<number>,

  /** Which track of the toy the rule chooses if percussion is allowed. */
  withDrums: {
    right: (name) => name.toLowerCase() === "drums",
    hints: [
      {
        when: (name) => name.toLowerCase() === "tune",
        say: "That is the choice without percussion. Who has most notes now?",
      },
      { when: (name) => name.toLowerCase() === "bass", say: "The bass has the longest notes, and the fewest." },
      { when: (name) => name === "", say: "Some track has the most notes: write its name." },
    ],
    otherwise: 'Write the name of one of the toy\'s three tracks, like "bass".',
  } satisfies Exercise<string>,

  /** A rule: the pitched track with the highest mean pitch. */
  highest: {
    right: (pick) =>
      pick(plain).name === "high" &&
      pick(drummed).name === "tune" &&
      pick(leaping).name === "even" &&
      pick(silent).name === "tune",
    hints: [
      {
        when: (pick) => pick(plain).name === "low",
        say: "In a song of four low notes and two high ones it takes the low track: count pitches, not notes.",
      },
      {
        when: (pick) => pick(drummed).name === "drums",
        say: "It takes the drums, whose pitches are no pitches: leave out percussion.",
      },
      {
        when: (pick) => pick(leaping).name === "leap",
        say: "One high note is not a high track: take the mean of all its pitches.",
      },
      {
        when: (pick) => pick(silent).name === "empty",
        say: "It takes a track without notes, whose mean is NaN: leave such tracks out.",
      },
    ],
    otherwise: "It does not take the pitched track with the highest mean pitch.",
  } satisfies Exercise<(file: MidiFile) => Track>,

  /** Of the notes that start together (less than 0.01 s apart), the highest alone. */
  highestOfChords: {
    right: (keep) => pitches(keep(chord)) === "67 62 65",
    hints: [
      {
        when: (keep) => keep(chord).length === chord.length,
        say: "Nothing was left out: two notes start together if their starts are less than 0.01 s apart.",
      },
      {
        when: (keep) => pitches(keep(chord)) === "60 62 59",
        say: "You have kept the lowest of each chord. The notes are in order, lowest first.",
      },
      {
        when: (keep) => pitches(keep(chord)) === "64 67 62 65",
        say: "Starts that differ by a few thousandths of a second still sound together.",
      },
      {
        when: (keep) => pitches(keep(chord)) === "67 65",
        say: "A note that stands alone was lost: it is the highest of its own.",
      },
    ],
    otherwise:
      "Of a chord of three, a single note and a chord of two, three notes should be left: the highest of each.",
  } satisfies Exercise<(notes: readonly Note[]) => Note[]>,
};
