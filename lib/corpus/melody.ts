/** One melody of a collection. */
import type { Note } from "./note";
import { columnsOf, notesOf, viewOf, type NoteColumns } from "./note-columns";

/** Where a melody comes from. */
export interface MelodyOrigin {
  /** The file, relative to the collection's folder, with "/" between folders. */
  readonly file: string;
  /** Name of the track; "" where it has none. */
  readonly track: string;
  /** General MIDI program, 0–127. */
  readonly program: number;
}

/**
 * A melody: its origin and its notes in columns, by start, then pitch. Chords are kept: several notes may start
 * together. The columns are views on those of the collection; treat them as read-only.
 */
export class Melody implements MelodyOrigin, NoteColumns {
  readonly file: string;
  readonly track: string;
  readonly program: number;
  readonly length: number;
  readonly pitch: Uint8Array;
  readonly velocity: Uint8Array;
  readonly start: Float64Array;
  readonly end: Float64Array;

  constructor({ file, track, program }: MelodyOrigin, { length, pitch, velocity, start, end }: NoteColumns) {
    this.file = file;
    this.track = track;
    this.program = program;
    this.length = length;
    this.pitch = pitch;
    this.velocity = velocity;
    this.start = start;
    this.end = end;
  }

  /**
   * A melody of the given notes, in their order.
   * @throws Error when a pitch or a velocity is not a whole number from 0 to 127.
   */
  static from({ notes, ...origin }: MelodyOrigin & { readonly notes: readonly Note[] }): Melody {
    return new Melody(origin, columnsOf(notes));
  }

  /**
   * The notes as objects, to read and to show. They are made anew each time, so keep them in a variable; whatever
   * goes through whole collections reads the columns instead.
   */
  get notes(): Note[] {
    return notesOf(this);
  }

  /** Notes `from` up to `to` (not included; negative from the end, as in an array), sharing the columns' memory. */
  slice(from?: number, to?: number): Melody {
    return new Melody(this, viewOf(this, from, to));
  }
}
