/** The distinct notes of a collection, counted: all that the cost of bins depends on, in a fraction of the room. */
import type { Melody } from "../corpus/notes";
import { type Distinct, distinctOf } from "./distinct";
import type { Feature } from "./feature";
import { ARTICLE_FEATURES } from "./features";
import { valuesOf } from "./note-bins";
import { filled, notesIn } from "./note-column";

/** Plain data. Row i is a pitch with certain values of the features, as counts[i] notes have them. */
export interface NoteCounts {
  /** Number of rows: distinct notes. */
  length: number;
  counts: Uint32Array;
  /** MIDI pitches, 0–127. */
  pitch: Uint8Array;
  /** For each feature by its name: its distinct values, and the place of each row's value among them. */
  features: Record<string, Distinct & { at: Uint32Array }>;
}

/** Notes that are counted at most where all that is wanted is a picture: more take minutes and gigabytes. */
const ENOUGH = 3_000_000;

/**
 * The same as {@link countNotes} where `melodies` have at most `most` notes; else of every second, third, … melody, and a
 * line says so.
 */
export function countEnough(
  melodies: readonly Melody[],
  features: readonly Feature[] = ARTICLE_FEATURES,
  most = ENOUGH,
): NoteCounts {
  const notes = notesIn(melodies);
  const step = Math.ceil(notes / most);
  if (step > 1) console.log(`${notes.toLocaleString("en")} notes: those of one melody in ${step} are counted here.`);
  return countNotes(enoughMelodies(melodies, most), features);
}

/** The melodies that {@link countEnough} counts the notes of: all, or every second, third, … */
export function enoughMelodies(melodies: readonly Melody[], most = ENOUGH): readonly Melody[] {
  const step = Math.ceil(notesIn(melodies) / most);
  return step <= 1 ? melodies : melodies.filter((_, i) => i % step === 0);
}

/** The distinct notes of `melodies`, in the order in which they first occur. */
export function countNotes(melodies: readonly Melody[], features: readonly Feature[] = ARTICLE_FEATURES): NoteCounts {
  const pitches = filled(new Uint8Array(notesIn(melodies)), melodies, ({ pitch }) => pitch);
  // Row numbers for pitch alone, then for pitch and the first feature, and so on.
  let row: ArrayLike<number> = pitches;
  const columns = features.map((feature) => {
    const values = valuesOf(melodies, feature);
    const distinct = distinctOf(values);
    const place = new Map([...distinct.values].map((value, i) => [value, i]));
    const at = Uint32Array.from(values, (value) => place.get(value)!);
    row = pairs(row, at, distinct.values.length);
    return { name: feature.name, distinct, at };
  });
  const { rows, first, counts } = numbered(row);
  return {
    length: rows,
    counts,
    pitch: Uint8Array.from(first, (i) => pitches[i]),
    features: Object.fromEntries(
      columns.map(({ name, distinct, at }) => [name, { ...distinct, at: Uint32Array.from(first, (i) => at[i]) }]),
    ),
  };
}

/** A number for each pair that occurs, from 0 in the order of first occurrence, so that numbers stay small. */
function pairs(a: ArrayLike<number>, b: ArrayLike<number>, size: number): Uint32Array {
  const numbers = new Map<number, number>();
  return Uint32Array.from(a, (value, i) => {
    const pair = value * size + b[i];
    let number = numbers.get(pair);
    if (number === undefined) numbers.set(pair, (number = numbers.size));
    return number;
  });
}

/** How often each of the numbers occurs, and where first. */
function numbered(numbers: ArrayLike<number>): { rows: number; first: Uint32Array; counts: Uint32Array } {
  const known = new Map<number, number>();
  const first: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    let row = known.get(numbers[i]);
    if (row === undefined) {
      known.set(numbers[i], (row = first.push(i) - 1));
      counts.push(0);
    }
    counts[row]++;
  }
  return { rows: first.length, first: Uint32Array.from(first), counts: Uint32Array.from(counts) };
}
