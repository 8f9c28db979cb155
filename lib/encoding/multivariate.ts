/** The encoding that the article calls ideal: several features a note, each a number of its own. */
import { columnsOf, type Note, type NoteColumns } from "../corpus/notes";
import type { Encoding } from "./encoding";
import type { Feature } from "./feature";
import type { NoteBins } from "./note-bins";
import { fieldColumns, type FieldRow, fieldSizes, fieldsOfRow, type NoteFields, notesOfRows } from "./note-fields";
import { featuresIn } from "./per-feature";
import { Radix } from "./radix";

/**
 * A step is a note's pitch (0–127) and the bins of its features: velocity, duration and, where `bins` has some for it, the
 * gap to the next onset, with which rests and chords come back. It has no vocabulary: there is no note that it does not
 * know, and what a model must tell apart grows with the sum of the sizes, where pseudo-notes take their product.
 */
export class Multivariate implements Encoding {
  readonly name = "multivariate";
  readonly features: readonly Feature[];
  readonly sizes: readonly number[];
  private readonly radix: Radix;

  constructor(readonly bins: NoteBins) {
    this.features = featuresIn(bins);
    this.sizes = fieldSizes(bins);
    this.radix = new Radix(this.sizes);
  }

  /** What each number of a step is: "pitch", "velocity", … */
  get fieldNames(): string[] {
    return ["pitch", ...this.features.map(({ name }) => name)];
  }

  encode(notes: NoteColumns | readonly Note[]): Int32Array {
    const columns = fieldColumns("pitch" in notes ? notes : columnsOf(notes), this.bins);
    const steps = new Int32Array(notes.length * columns.length);
    columns.forEach((column, f) => {
      for (let i = 0; i < notes.length; i++) steps[i * columns.length + f] = column[i];
    });
    return steps;
  }

  decode(steps: ArrayLike<number>): Note[] {
    return notesOfRows(this.rows(steps), this.bins);
  }

  fields(steps: ArrayLike<number>): NoteFields[] {
    return this.rows(steps).map((row) => fieldsOfRow(row, this.features));
  }

  keys(steps: ArrayLike<number>): Int32Array {
    return Int32Array.from(this.rows(steps), (row) => this.radix.join(row));
  }

  private rows(steps: ArrayLike<number>): FieldRow[] {
    const width = this.sizes.length;
    if (steps.length % width !== 0)
      throw new Error(
        `${steps.length} numbers are not whole steps of ${width}; give ${this.fieldNames.join(", ")} each.`,
      );
    const all = Array.from(steps);
    return Array.from({ length: all.length / width }, (_, i) => {
      const row = all.slice(i * width, (i + 1) * width);
      if (this.radix.join(row) >= 0 && row.every(Number.isInteger)) return row;
      throw new Error(`There is no step ${row.join("-")}; the sizes are ${this.sizes.join(", ")}, counted from 0.`);
    });
  }
}
