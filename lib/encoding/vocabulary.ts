/** The encoding of the article: the vocabulary of all the pseudo-notes that occur in a collection, numbered. */
import { columnsOf, pitchName, type Melody, type Note, type NoteColumns } from "../corpus/notes";
import { checkEdges, type Bins } from "./bins";
import type { Encoding } from "./encoding";
import type { Feature } from "./feature";
import { ARTICLE_FEATURES } from "./features";
import { nearestRow } from "./nearest-row";
import type { NoteBins } from "./note-bins";
import { fieldColumns, type FieldRow, fieldSizes, fieldsOfRow, type NoteFields, notesOfRows } from "./note-fields";
import { featuresIn } from "./per-feature";
import { rowOfSymbol, symbolOfRow } from "./pseudo-note";
import { Radix } from "./radix";
import { Tally } from "./tally";

/** A vocabulary as plain data, for `JSON.stringify`. */
export interface VocabularyData {
  bins: NoteBins;
  symbols: string[];
  counts: number[];
  /** "nearest": notes that it does not have are taken for the nearest that it has; left out: they are an error. */
  unknown?: "nearest";
}

export class Vocabulary implements Encoding {
  readonly name = "pseudo-notes";
  /** The pseudo-notes as words, "60-2-0", by index: sorted by pitch, then velocity bin, then duration bin. */
  readonly symbols: readonly string[];
  readonly sizes: readonly number[];
  readonly features: readonly Feature[];
  private readonly rows: readonly FieldRow[];
  /** Index of each pseudo-note, by its number in `radix`. */
  private readonly indices: ReadonlyMap<number, number>;
  /** What stands for pseudo-notes that it does not have, as far as it was asked. */
  private readonly stands = new Map<number, number>();

  private constructor(
    readonly bins: NoteBins,
    private readonly radix: Radix,
    /** The pseudo-notes as numbers of `radix`, increasing. */
    numbers: readonly number[],
    /** How often each pseudo-note occurs in the melodies that the vocabulary was made from. */
    readonly counts: readonly number[],
    /** What becomes of pseudo-notes that it does not have: see {@link VocabularyData}. */
    readonly unknown?: "nearest",
  ) {
    this.features = featuresIn(bins);
    this.rows = numbers.map((number) => radix.split(number));
    this.symbols = this.rows.map(symbolOfRow);
    this.sizes = [numbers.length];
    this.indices = new Map(numbers.map((number, index) => [number, index]));
  }

  /**
   * The pseudo-notes that occur in `melodies` under `bins`; with `least`, those that occur at least so often, and any other
   * is taken for the nearest of them ({@link nearestRow}).
   * @throws Error when there are no notes, or none that occurs so often.
   */
  static from(melodies: readonly Melody[], bins: NoteBins, o: { least?: number } = {}): Vocabulary {
    const radix = new Radix(fieldSizes(bins));
    const tally = new Tally(radix.size);
    for (const melody of melodies) {
      const columns = fieldColumns(melody, bins);
      for (let i = 0; i < melody.length; i++) tally.add(radix.at(columns, i));
    }
    const all = tally.numbers();
    if (all.length === 0) throw new Error("There are no notes to make a vocabulary of; give melodies with notes.");
    const numbers = all.filter((number) => tally.count(number) >= (o.least ?? 1));
    if (numbers.length === 0) throw new Error(`No pseudo-note occurs ${o.least} times; ask for fewer.`);
    const counts = numbers.map((number) => tally.count(number));
    return new Vocabulary(bins, radix, numbers, counts, o.least === undefined ? undefined : "nearest");
  }

  /** How many pseudo-notes there are. */
  get size(): number {
    return this.symbols.length;
  }

  /** The pseudo-note at `index`, 0 to size − 1. @throws Error when there is none. */
  pseudoNote(index: number): NoteFields {
    return fieldsOfRow(this.row(index), this.features);
  }

  /**
   * The indices of the pseudo-notes of `notes`, in their order: shape [notes].
   * @throws Error naming the pseudo-note when one is not in the vocabulary, unless the nearest stands for it.
   */
  encode(notes: NoteColumns | readonly Note[]): Int32Array {
    const columns = fieldColumns("pitch" in notes ? notes : columnsOf(notes), this.bins);
    const indices = new Int32Array(notes.length); // Filled by a loop: many times faster than from() with a function.
    for (let i = 0; i < indices.length; i++) {
      indices[i] = this.indices.get(this.radix.at(columns, i)) ?? this.standFor(columns.map((column) => column[i]));
    }
    return indices;
  }

  /**
   * Notes for `indices`: each has the pitch of its pseudo-note and the median velocity and duration of its bins, and
   * follows the one before without a gap, from 0 s. Rests and chords of the original are lost.
   * @throws Error when an index is not in the vocabulary.
   */
  decode(indices: ArrayLike<number>): Note[] {
    const rows = Array.from(indices, (index) => this.row(index));
    return notesOfRows(rows, this.bins);
  }

  /** The pseudo-notes at `indices`. @throws Error when an index is not in the vocabulary. */
  fields(indices: ArrayLike<number>): NoteFields[] {
    return Array.from(indices, (index) => this.pseudoNote(index));
  }

  /** The indices themselves. */
  keys(indices: ArrayLike<number>): Int32Array {
    return indices instanceof Int32Array ? indices : Int32Array.from(indices);
  }

  /** Plain data that {@link fromJSON} takes. */
  toJSON(): VocabularyData {
    const { bins, symbols, counts, unknown } = this;
    return { bins, symbols: [...symbols], counts: [...counts], ...(unknown && { unknown }) };
  }

  /** The vocabulary that `toJSON` gave `data` for. @throws Error when `data` is not of that form. */
  static fromJSON(data: VocabularyData): Vocabulary {
    const damaged = (what: string) => new Error(`This is not a vocabulary (${what}); make it anew from the melodies.`);
    const { bins, symbols, counts } = data ?? {};
    const features = bins ? [...ARTICLE_FEATURES, ...featuresIn(bins)] : [];
    if (!bins || !features.every(({ name }) => isBins(bins[name]))) throw damaged("its bins are damaged");
    if (!Array.isArray(symbols) || !Array.isArray(counts) || symbols.length !== counts.length || symbols.length === 0) {
      throw damaged("its symbols and counts do not match");
    }
    const radix = new Radix(fieldSizes(bins));
    let before = -1;
    const numbers = symbols.map((word) => {
      const number = radix.join(rowOfSymbol(word) ?? []);
      if (number <= before) throw damaged(`"${word}" is out of place`);
      before = number;
      return number;
    });
    return new Vocabulary(bins, radix, numbers, counts, data.unknown === "nearest" ? "nearest" : undefined);
  }

  /** The index that stands for a row of fields that the vocabulary does not have; looked for once. @throws as encode. */
  private standFor(row: FieldRow): number {
    if (this.unknown !== "nearest") {
      throw new Error(
        `The pseudo-note ${symbolOfRow(row)} (${pitchName(row[0])}) is not in the vocabulary; ` +
          "make the vocabulary from all the melodies that are to be encoded.",
      );
    }
    const number = this.radix.join(row);
    let index = this.stands.get(number);
    if (index === undefined) this.stands.set(number, (index = nearestRow(row, this.rows)));
    return index;
  }

  private row(index: number): FieldRow {
    const row = this.rows[index];
    if (row) return row;
    throw new Error(`There is no pseudo-note ${index}; the vocabulary's are 0 to ${this.size - 1}.`);
  }
}

function isBins(bins: Bins | undefined): boolean {
  try {
    checkEdges(bins!.edges);
    return bins!.medians.length === bins!.edges.length + 1 && bins!.medians.every(Number.isFinite);
  } catch {
    return false;
  }
}
