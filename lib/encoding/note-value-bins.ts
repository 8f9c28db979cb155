/** Bins of durations for music that is written in note values, read in beats: 120 quarter notes a minute. */
import { TOGETHER } from "./features/gap";
import type { BinChoice } from "./note-bins";

/** Seconds to a quarter note. */
const QUARTER = 0.5;

/** In quarter notes: from the thirty-second note, by triplets and dotted notes, to the dotted half note. */
export const NOTE_VALUES = [1 / 8, 1 / 6, 1 / 4, 1 / 3, 3 / 8, 1 / 2, 3 / 4, 1, 3 / 2, 2, 3];

/** Half way between neighbours, by ratio, in seconds. */
const edgesBetween = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => QUARTER * Math.sqrt(value * values[i]));

/** A bin for each of {@link NOTE_VALUES}. */
export const noteValueBins: BinChoice = { edges: edgesBetween(NOTE_VALUES) };

/** The same and longer ones, as rests make the time to the next onset; in quarter notes. */
export const GAP_VALUES = [...NOTE_VALUES, 4, 6, 8, 16];

/** Bins of the time to the next onset: a chord's, then one for each of {@link GAP_VALUES}. */
export const gapValueBins: BinChoice = { edges: [TOGETHER, ...edgesBetween(GAP_VALUES)] };
