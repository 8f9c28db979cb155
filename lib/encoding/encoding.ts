/** Encodings: how melodies become steps of whole numbers, which a model can learn, and back. */
import type { Note, NoteColumns } from "../corpus/notes";
import type { Feature } from "./feature";
import type { NoteBins } from "./note-bins";
import type { NoteFields } from "./note-fields";

/**
 * One way of encoding, ready for use; each has a file of its own. A sequence of steps is one array of
 * steps × `sizes.length` whole numbers, step after step: pseudo-notes have one number a step, other encodings several.
 * Before the first step stand as many `START`s.
 */
export interface Encoding {
  /** As it is called in tables: "pseudo-notes". */
  readonly name: string;
  /** What it hears of a note besides the pitch. */
  readonly features: readonly Feature[];
  readonly bins: NoteBins;
  /** For each number of a step how many values it can have: 0 to size − 1. */
  readonly sizes: readonly number[];
  /** The steps of notes in their order. @throws Error when the encoding has no step for one of them. */
  encode(notes: NoteColumns | readonly Note[]): Int32Array;
  /** Notes for steps, from 0 s on. What is not encoded is lost. @throws Error when a step is none of this encoding. */
  decode(steps: ArrayLike<number>): Note[];
  /** The fields of the notes that steps stand for: [notes]. @throws as {@link decode}. */
  fields(steps: ArrayLike<number>): NoteFields[];
  /** One whole number for each step, the same where steps are the same: what measures of repetition compare. */
  keys(steps: ArrayLike<number>): Int32Array;
}
