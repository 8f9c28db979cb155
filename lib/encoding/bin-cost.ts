/** What a choice of bins costs in precision and buys in a smaller vocabulary. */
import type { Melody } from "../corpus/notes";
import { type Bins, binOf } from "./bins";
import { type Distinct, total } from "./distinct";
import { entropy } from "./entropy";
import type { Feature } from "./feature";
import type { NoteBins } from "./note-bins";
import { countEnough, type NoteCounts } from "./note-counts";
import { fieldSizes } from "./note-fields";
import { featuresIn, partOf, type PerFeature } from "./per-feature";
import { Radix } from "./radix";

/** How far decoded values are from the original ones, over n notes with values x and decoded values y. */
export interface BinError {
  /** Share of the notes in each bin; they add up to 1. */
  shares: number[];
  /** Root mean square error √(Σ (y − x)² / n), in the value's unit: seconds, or MIDI velocity. */
  rms: number;
  /** Mean relative error Σ (|y − x| / |x|) / n, over the notes whose x is not 0: 0.25 means a quarter off on average. */
  relative: number;
  /** Share of the notes whose change the ear notices ({@link Feature.isHeard}); null where that is not known. */
  heard: number | null;
}

/** Beside what follows, the error of each feature, by its name. */
export type BinCost = {
  /** Number of notes. */
  notes: number;
  /** Distinct pseudo-notes V: the width of the model's input and output layers. */
  vocabulary: number;
  /** Pseudo-notes that occur only once: the model can hardly learn them. */
  singletons: number;
  /** Shannon entropy of the pseudo-notes, −Σ p·log₂ p with p the share of each, in bits per note; at most log₂ V. */
  entropy: number;
} & PerFeature<BinError>;

/**
 * The cost of `bins` for the notes of `melodies` (of very many, a part: {@link countEnough}), decoding as `Vocabulary.decode` does.
 * @throws Error when there are no notes.
 */
export function binCost(melodies: readonly Melody[], bins: NoteBins): BinCost {
  return costOfCounts(countEnough(melodies, featuresIn(bins)), bins);
}

/** The same from counted notes (with all the features of `bins`), in milliseconds: for whoever asks about many bins. @throws as {@link binCost}. */
export function costOfCounts(counted: NoteCounts, bins: NoteBins): BinCost {
  if (counted.length === 0) throw new Error("There are no notes to put into bins; give melodies with notes.");
  const binned = featuresIn(bins).map((feature) => {
    const { edges } = partOf(bins, feature);
    const { values, counts, at } = counted.features[feature.name];
    const binAt = Uint16Array.from(values, (value) => binOf(value, edges));
    const error = errorOf({ values, counts }, binAt, partOf(bins, feature), feature);
    return { name: feature.name, error, column: at.map((place) => binAt[place]) };
  });
  const radix = new Radix(fieldSizes(bins));
  const columns = [counted.pitch, ...binned.map(({ column }) => column)];
  const occurrences = tallied(radix.numbers(columns), counted.counts, radix.size);
  return {
    notes: total(counted.counts),
    vocabulary: occurrences.length,
    singletons: occurrences.filter((count) => count === 1).length,
    entropy: entropy(occurrences),
    ...Object.fromEntries(binned.map(({ name, error }) => [name, error])),
  } as BinCost;
}

/** How large an array that counts may be; 64 MB. */
const MOST_COUNTERS = 2 ** 24;

/** The sums of `counts` over equal numbers below `size`, in no particular order. */
function tallied(numbers: Float64Array, counts: Uint32Array, size: number): number[] {
  if (size <= MOST_COUNTERS) {
    const sums = new Uint32Array(size);
    for (let i = 0; i < numbers.length; i++) sums[numbers[i]] += counts[i];
    return Array.from(sums.filter((sum) => sum > 0));
  }
  const tally = new Map<number, number>();
  numbers.forEach((number, i) => tally.set(number, (tally.get(number) ?? 0) + counts[i]));
  return [...tally.values()];
}

function errorOf({ values, counts }: Distinct, binAt: Uint16Array, { medians }: Bins, feature: Feature): BinError {
  const decoded = medians.map((median) => feature.decode(median));
  const members = new Array<number>(medians.length).fill(0);
  let [notes, squares, relative, notZero, heard] = [0, 0, 0, 0, 0];
  values.forEach((value, i) => {
    const error = decoded[binAt[i]] - value;
    const count = counts[i];
    notes += count;
    members[binAt[i]] += count;
    squares += count * error * error;
    if (feature.isHeard?.(value, decoded[binAt[i]])) heard += count;
    if (value === 0) return;
    notZero += count;
    relative += (count * Math.abs(error)) / Math.abs(value);
  });
  return {
    shares: members.map((count) => count / notes),
    rms: Math.sqrt(squares / notes),
    relative: notZero > 0 ? relative / notZero : 0,
    heard: feature.isHeard ? heard / notes : null,
  };
}
