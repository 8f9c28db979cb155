/** Notes as columns of numbers: a collection of millions of notes needs no object for each. */
import { durationBetween, type Note } from "./note";

/** `length` notes; note i is row i of each column. */
export interface NoteColumns {
  readonly length: number;
  /** MIDI pitches, 0–127; 60 is middle C. */
  readonly pitch: Uint8Array;
  /** MIDI velocities, 1–127. */
  readonly velocity: Uint8Array;
  /** When each note begins, in seconds from the start of the song. */
  readonly start: Float64Array;
  /** When each note ends, in seconds; after its start. */
  readonly end: Float64Array;
}

/** Columns for `length` notes, all 0. */
export function emptyColumns(length: number): NoteColumns {
  return {
    length,
    pitch: new Uint8Array(length),
    velocity: new Uint8Array(length),
    start: new Float64Array(length),
    end: new Float64Array(length),
  };
}

/**
 * The columns of `notes`, in their order.
 * @throws Error when a pitch or a velocity is not a whole number from 0 to 127.
 */
export function columnsOf(notes: readonly Note[]): NoteColumns {
  const columns = emptyColumns(notes.length);
  for (const [i, { pitch, velocity, start, end }] of notes.entries()) {
    columns.pitch[i] = midiValue(pitch, "pitch", i);
    columns.velocity[i] = midiValue(velocity, "velocity", i);
    columns.start[i] = start;
    columns.end[i] = end;
  }
  return columns;
}

/** The notes of `columns` as objects of their own: a change to one does not reach the columns. */
export function notesOf({ length, pitch, velocity, start, end }: NoteColumns): Note[] {
  return Array.from({ length }, (_, i) => ({ pitch: pitch[i], velocity: velocity[i], start: start[i], end: end[i] }));
}

/** How long note `i` sounds, in seconds, rounded as {@link duration} does. */
export function durationAt(columns: NoteColumns, i: number): number {
  return durationBetween(columns.start[i], columns.end[i]);
}

/** Rows `from` up to `to` (not included) of `columns`: the same memory, not a copy. */
export function viewOf({ pitch, velocity, start, end }: NoteColumns, from?: number, to?: number): NoteColumns {
  const rows = pitch.subarray(from, to);
  return {
    length: rows.length,
    pitch: rows,
    velocity: velocity.subarray(from, to),
    start: start.subarray(from, to),
    end: end.subarray(from, to),
  };
}

function midiValue(value: number, what: string, i: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 127) return value;
  throw new Error(`The ${what} of note ${i} is ${value}; give a whole number from 0 to 127.`);
}
