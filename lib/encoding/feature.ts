/** Features: what the model hears of a note besides its pitch, each cut into bins. */
import type { NoteColumns } from "../corpus/notes";

/** A note on its way back from bins: what its features have said of it so far. */
export interface NoteSketch {
  /** MIDI velocity, 1–127; 64 where no feature says it. */
  velocity: number;
  /** In seconds; 0.5 where no feature says it. */
  duration: number;
  /** Seconds from the note's onset to that of the next; left out: the next begins when this one ends. */
  gap?: number;
}

/**
 * One feature. A new one is a file in `features/` and an entry in the list, `features.ts`; it is in use where a preset
 * says how it is binned.
 */
export interface Feature<Name extends string = string, Unit extends string | undefined = string | undefined> {
  /** One word, as in "duration bins", `durationBins` of a preset, `durationBin` of a note. */
  readonly name: Name;
  /** Of its values; undefined where they are plain numbers. */
  readonly unit: Unit;
  /** What an axis says behind the name: "MIDI, 1-127". */
  readonly scale: string;
  /** Whether an axis is logarithmic: for values above 0 that span several powers of ten. */
  readonly logarithmic: boolean;
  /** How many bins the article has; left out: it does not say. */
  readonly articleBins?: number;
  /** How far edges that are chosen from the values are put below them, in the unit. */
  readonly edgesBelow: number;
  /** The value of each note, finite, in the notes' order; a value may depend on the notes before and after. */
  values(notes: NoteColumns): ArrayLike<number>;
  /** The value that a bin with this median stands for: one that a note can have. */
  decode(median: number): number;
  /** Whether the ear tells a note with the `decoded` value from one with the `value`; left out where that is not known. */
  isHeard?(value: number, decoded: number): boolean;
  /** Says to a note on its way back that it has this (decoded) value. */
  write(note: NoteSketch, value: number): void;
}
