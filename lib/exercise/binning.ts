/** The exercises of notebook 2. */
import type { Note } from "../corpus";
import { binOf, fitBins, type Bins } from "../encoding";
import { close, type Exercise } from "./exercise";

/** What `binOf` is tried on: values below, between, on and above the edges. */
const edges = [0.25, 0.5, 1];
const values = [0.1, 0.25, 0.3, 0.5, 1, 4];
const sorted = values.map((value) => binOf(value, edges)).join(" ");
type BinOf = (value: number, edges: readonly number[]) => number;
const tried = (bin: BinOf): string => values.map((value) => bin(value, edges)).join(" ");

/** A rest before the second note and a chord at the end: neither is the bins' business. */
const phrase: Note[] = [
  { pitch: 60, velocity: 80, start: 0, end: 0.4 },
  { pitch: 62, velocity: 60, start: 2, end: 2.2 },
  { pitch: 64, velocity: 90, start: 3, end: 5 },
  { pitch: 67, velocity: 90, start: 3, end: 3.3 },
];
const phraseBins = fitBins([0.2, 0.3, 0.4, 2], [1]);
type Through = (notes: readonly Note[], bins: Bins) => Note[];
const heard = (through: Through) => through(phrase, phraseBins);
const lengths = (notes: readonly Note[]): number[] => notes.map(({ start, end }) => Number((end - start).toFixed(6)));
const medians = phrase.map(({ start, end }) => phraseBins.medians[binOf(end - start, phraseBins.edges)]);
const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => close(value, b[i]));

export const binning = {
  /** The edge between two quantile bins of 0.2, 0.4, 0.6 and 1. */
  middleEdge: {
    right: (edge) => close(edge, 0.5),
    hints: [
      {
        when: (edge) => close(edge, 0.6),
        say: "That is the middle between the ends of the range: count notes, not seconds.",
      },
      {
        when: (edge) => close(edge, 0.4),
        say: "That is the value at position 1. Halfway along three gaps is position 1.5.",
      },
      { when: (edge) => close(edge, 0.55), say: "That is the mean. A quantile asks for a place in the sorted list." },
      { when: (edge) => close(edge, 1.5), say: "That is the position. Which value lies there, between 0.4 and 0.6?" },
    ],
    otherwise: "Four values have three gaps; 50 % of the way is position 1.5, counting from 0.",
  } satisfies Exercise<number>,

  /** How many bins are left of four quantile bins of 80, 100 six times, and 120. */
  collapsed: {
    right: (count) => count === 2,
    hints: [
      {
        when: (count) => count === 4,
        say: "That is how many were asked for. Work out the three quartiles: are they different?",
      },
      { when: (count) => count === 1, say: "One edge is left, that is true. And how many bins does one edge make?" },
      {
        when: (count) => count === 3,
        say: "Below, equal and above would need two edges. A value on an edge belongs to the bin above it.",
      },
    ],
    otherwise: "The quartiles are at positions 1.75, 3.5 and 5.25 of the eight values. Equal edges count once.",
  } satisfies Exercise<number>,

  /** How many times the mean error of the toy grows when a bin stands for its lower edge. */
  lowerEdge: {
    right: (times) => close(times, 2, 0.01),
    hints: [
      {
        when: (times) => close(times, 0.5, 0.01),
        say: "The other way round: how many times *larger* is the error with the edges?",
      },
      {
        when: (times) => close(times, 0.13125, 0.002),
        say: "That is the mean error with the medians, in seconds. Divide the other one by it.",
      },
      {
        when: (times) => close(times, 0.2625, 0.003),
        say: "That is the mean error with the edges, in seconds. Divide it by that of the medians.",
      },
      {
        when: (times) => close(times, 1, 0.01),
        say: "Then the edge would be as good as the median. Look at the last bin, from 0.625 s on.",
      },
    ],
    otherwise:
      "Add up the distances of the eight values from what their bins stand for, once with medians, once with lower edges.",
  } satisfies Exercise<number>,

  /** A `binOf` of the reader's own. */
  binOf: {
    right: (bin) => tried(bin) === sorted,
    hints: [
      {
        when: (bin) => tried(bin) === "0 0 1 1 2 3",
        say: "A value *on* an edge belongs to the bin above it: count the edges that are at most the value.",
      },
      {
        when: (bin) => tried(bin) === "1 2 2 3 4 4",
        say: "Bins are counted from 0: a value below all edges is in bin 0.",
      },
      {
        when: (bin) => tried(bin) === "3 2 2 1 0 0",
        say: "You count the edges above the value. The first bin is the one of the smallest values.",
      },
      {
        when: (bin) => tried(bin).split(" ")[5] === "-1",
        say: "4 is above all the edges, and -1 is no bin: it belongs to the last one.",
      },
    ],
    otherwise: `With edges at ${edges.join(", ")} the values ${values.join(", ")} belong to the bins ${sorted}.`,
  } satisfies Exercise<BinOf>,

  /** Each note with its bin's duration, where it was. */
  through: {
    right: (through) => {
      const notes = heard(through);
      return (
        same(lengths(notes), medians) &&
        notes.every(({ start, pitch }, i) => start === phrase[i].start && pitch === phrase[i].pitch)
      );
    },
    hints: [
      {
        when: (through) =>
          same(
            heard(through).map(({ end }) => end),
            medians,
          ),
        say: "`end` is a moment, not a length: a note ends its duration after it starts.",
      },
      {
        when: (through) => same(lengths(heard(through)), lengths(phrase)),
        say: "The durations are still the old ones: take `bins.medians` of each note's bin.",
      },
      {
        when: (through) => lengths(heard(through)).every((seconds) => phraseBins.edges.includes(seconds)),
        say: "That is an edge. The bin stands for its median.",
      },
      {
        when: (through) => same(lengths(heard(through)), medians),
        say: "The durations are right, but notes have moved or changed their pitch. Rests and chords should stay.",
      },
    ],
    otherwise:
      "Each note should keep start, pitch and velocity, and last as long as the median of the bin of its duration.",
  } satisfies Exercise<Through>,
};
