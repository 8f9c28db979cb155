/** Bins of durations for music that is written in note values, read in beats: 120 quarter notes a minute. */
import type { BinChoice } from "./note-bins";

/** Seconds to a quarter note. */
const QUARTER = 0.5;

/** In quarter notes: from the thirty-second note, by triplets and dotted notes, to the dotted half note. */
export const NOTE_VALUES = [1 / 8, 1 / 6, 1 / 4, 1 / 3, 3 / 8, 1 / 2, 3 / 4, 1, 3 / 2, 2, 3];

/** A bin for each of {@link NOTE_VALUES}: edges lie half way between neighbours, by ratio. */
export const noteValueBins: BinChoice = {
  edges: NOTE_VALUES.slice(1).map((value, i) => QUARTER * Math.sqrt(value * NOTE_VALUES[i])),
};
