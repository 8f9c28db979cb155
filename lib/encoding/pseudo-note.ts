/** Pseudo-notes: a note as one of a limited number of categories. Its onset is not part of it: rests and chords are lost. */
import { columnsOf, type Note } from "../corpus/notes";
import type { NoteBins } from "./note-bins";
import { featuresIn } from "./per-feature";
import { fieldColumns, fieldsOfRow, type FieldRow, type NoteFields, rowOfFields } from "./note-fields";

/** The category of `note`. */
export function toPseudoNote(note: Note, bins: NoteBins): NoteFields {
  const columns = fieldColumns(columnsOf([note]), bins);
  return fieldsOfRow(
    columns.map((column) => column[0]),
    featuresIn(bins),
  );
}

/** A pseudo-note as one word, "pitch-velocityBin-durationBin": "60-2-1". */
export function symbol(p: NoteFields): string {
  return symbolOfRow(rowOfFields(p));
}

export function symbolOfRow(row: FieldRow): string {
  return row.join("-");
}

/** The row of fields that a word stands for; null where it is none. */
export function rowOfSymbol(word: string): number[] | null {
  return /^\d+(-\d+)*$/.test(word) ? word.split("-").map(Number) : null;
}
