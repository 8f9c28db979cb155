/** The fields of a note: its pitch, and the bin of each feature. */
import type { Note, NoteColumns } from "../corpus/notes";
import { binOf } from "./bins";
import type { Feature, NoteSketch } from "./feature";
import { type ArticleFeatureName, type FeatureName, FEATURES } from "./features";
import type { NoteBins } from "./note-bins";
import { featuresIn, partOf } from "./per-feature";

type BinFields<N extends FeatureName> = { [K in N as `${K}Bin`]: number };

/**
 * What the model knows of a note: MIDI pitch (0–127) and, from 0, `velocityBin` (softest first), `durationBin`
 * (shortest first), and those of further features in use.
 */
export type NoteFields = { pitch: number } & BinFields<ArticleFeatureName> &
  Partial<BinFields<Exclude<FeatureName, ArticleFeatureName>>>;

/** The same as numbers in a row: the pitch, then the bin of each feature in use, in the list's order. */
export type FieldRow = readonly number[];

export const PITCHES = 128;

/** How many values each field can have, pitch first. */
export function fieldSizes(bins: NoteBins): number[] {
  return [PITCHES, ...featuresIn(bins).map((feature) => partOf(bins, feature).medians.length)];
}

/** The fields of notes in columns, pitch first: [1 + features][notes]. */
export function fieldColumns(notes: NoteColumns, bins: NoteBins): ArrayLike<number>[] {
  const columns = featuresIn(bins).map((feature) => {
    const { edges } = partOf(bins, feature);
    const values = feature.values(notes);
    const column = new Uint16Array(notes.length); // Filled by a loop: many times faster than from() with a function.
    for (let i = 0; i < column.length; i++) column[i] = binOf(values[i], edges);
    return column;
  });
  return [notes.pitch, ...columns];
}

/** A row of fields by their names; `features` are those of the row. */
export function fieldsOfRow([pitch, ...bins]: FieldRow, features: readonly Feature[]): NoteFields {
  return { pitch, ...Object.fromEntries(features.map(({ name }, i) => [`${name}Bin`, bins[i]])) } as NoteFields;
}

/** Fields by their names as a row. */
export function rowOfFields(fields: NoteFields): number[] {
  const bins = FEATURES.flatMap(({ name }) => fields[`${name}Bin`] ?? []);
  return [fields.pitch, ...bins];
}

/**
 * Notes for rows of fields, from 0 s: each has its pitch and what its bins stand for. It follows the one before without
 * a gap, unless a feature says where the next begins.
 */
export function notesOfRows(rows: Iterable<FieldRow>, bins: NoteBins): Note[] {
  const features = featuresIn(bins);
  const values = features.map((f) => partOf(bins, f).medians.map((median) => f.decode(median)));
  let start = 0;
  return Array.from(rows, ([pitch, ...row]) => {
    const sketch: NoteSketch = { velocity: 64, duration: 0.5 };
    features.forEach((f, i) => f.write(sketch, values[i][row[i]]));
    const note = { pitch, velocity: sketch.velocity, start, end: start + sketch.duration };
    start = sketch.gap === undefined ? note.end : start + sketch.gap;
    return note;
  });
}
