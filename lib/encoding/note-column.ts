/** A column over the notes of many melodies, one melody after the other. */
import type { Melody } from "../corpus/notes";

/** How many notes they have together. */
export function notesIn(melodies: readonly Melody[]): number {
  return melodies.reduce((sum, { length }) => sum + length, 0);
}

/** Writes the values of all melodies into `column`, one after the other. */
export function filled<C extends Float64Array | Uint8Array>(
  column: C,
  melodies: readonly Melody[],
  values: (melody: Melody) => ArrayLike<number>,
): C {
  let at = 0;
  for (const melody of melodies) {
    column.set(values(melody), at);
    at += melody.length;
  }
  return column;
}
