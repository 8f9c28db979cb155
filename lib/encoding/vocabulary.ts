/** The vocabulary: all the pseudo-notes that occur in a collection, numbered. */
import { pitchName, type Melody, type Note } from "../corpus";
import { checkEdges, type Bins } from "./bins";
import { durationOf, symbol, toPseudoNote, velocityOf, type NoteBins, type PseudoNote } from "./pseudo-note";

/** A vocabulary as plain data, for `JSON.stringify`. */
export interface VocabularyData {
  bins: NoteBins;
  symbols: string[];
  counts: number[];
}

const PITCHES = 128;

export class Vocabulary {
  /** Index of each pseudo-note, at {@link cell}; -1 for those that do not occur. */
  private readonly indices: Int32Array;

  private constructor(
    readonly bins: NoteBins,
    private readonly pseudoNotes: readonly PseudoNote[],
    /** How often each pseudo-note occurs in the melodies that the vocabulary was made from. */
    readonly counts: readonly number[],
  ) {
    this.symbols = pseudoNotes.map(symbol);
    this.indices = new Int32Array(PITCHES * bins.velocity.medians.length * bins.duration.medians.length).fill(-1);
    pseudoNotes.forEach((p, index) => (this.indices[cell(p, bins)] = index));
  }

  /** The pseudo-notes as words, "60-2-1", by index: sorted by pitch, then velocity bin, then duration bin. */
  readonly symbols: readonly string[];

  /**
   * The pseudo-notes that occur in `melodies` under `bins`.
   * @throws Error when there are no notes.
   */
  static from(melodies: readonly Melody[], bins: NoteBins): Vocabulary {
    const tally = new Int32Array(PITCHES * bins.velocity.medians.length * bins.duration.medians.length);
    for (const { notes } of melodies) for (const note of notes) tally[cell(toPseudoNote(note, bins), bins)]++;
    const cells = Array.from(tally.keys()).filter((c) => tally[c] > 0);
    if (cells.length === 0) throw new Error("There are no notes to make a vocabulary of; give melodies with notes.");
    return new Vocabulary(
      bins,
      cells.map((c) => atCell(c, bins)),
      cells.map((c) => tally[c]),
    );
  }

  /** How many pseudo-notes there are. */
  get size(): number {
    return this.symbols.length;
  }

  /** The pseudo-note at `index`, 0 to size − 1. @throws Error when there is none. */
  pseudoNote(index: number): PseudoNote {
    const p = this.pseudoNotes[index];
    if (p === undefined)
      throw new Error(`There is no pseudo-note ${index}; the vocabulary's are 0 to ${this.size - 1}.`);
    return { ...p };
  }

  /**
   * The indices of the pseudo-notes of `notes`, in their order: shape [notes].
   * @throws Error naming the pseudo-note when one is not in the vocabulary.
   */
  encode(notes: readonly Note[]): Int32Array {
    return Int32Array.from(notes, (note) => {
      const p = toPseudoNote(note, this.bins);
      const index = this.indices[cell(p, this.bins)];
      if (index === -1 || index === undefined) {
        throw new Error(
          `The pseudo-note ${symbol(p)} (${pitchName(p.pitch)}) is not in the vocabulary; ` +
            "make the vocabulary from all the melodies that are to be encoded.",
        );
      }
      return index;
    });
  }

  /**
   * Notes for `indices`: each has the pitch of its pseudo-note and the median velocity and duration of its bins, and
   * follows the one before without a gap, from 0 s. Rests and chords of the original are lost.
   * @throws Error when an index is not in the vocabulary.
   */
  decode(indices: ArrayLike<number>): Note[] {
    let start = 0;
    return Array.from(indices, (index) => {
      const { pitch, velocityBin, durationBin } = this.pseudoNote(index);
      const end = start + durationOf(durationBin, this.bins);
      const note = { pitch, velocity: velocityOf(velocityBin, this.bins), start, end };
      start = end;
      return note;
    });
  }

  /** Plain data that {@link fromJSON} takes. */
  toJSON(): VocabularyData {
    return { bins: this.bins, symbols: [...this.symbols], counts: [...this.counts] };
  }

  /** The vocabulary that `toJSON` gave `data` for. @throws Error when `data` is not of that form. */
  static fromJSON(data: VocabularyData): Vocabulary {
    const damaged = (what: string) => new Error(`This is not a vocabulary (${what}); make it anew from the melodies.`);
    const { bins, symbols, counts } = data ?? {};
    if (!isBins(bins?.velocity) || !isBins(bins?.duration)) throw damaged("its bins are damaged");
    if (!Array.isArray(symbols) || !Array.isArray(counts) || symbols.length !== counts.length || symbols.length === 0) {
      throw damaged("its symbols and counts do not match");
    }
    let before = -1;
    const pseudoNotes = symbols.map((word) => {
      const [, pitch, velocityBin, durationBin] = (/^(\d+)-(\d+)-(\d+)$/.exec(word) ?? []).map(Number);
      const p = { pitch, velocityBin, durationBin };
      const inRange =
        pitch < PITCHES && velocityBin < bins.velocity.medians.length && durationBin < bins.duration.medians.length;
      const c = cell(p, bins);
      if (!inRange || c <= before) throw damaged(`"${word}" is out of place`);
      before = c;
      return p;
    });
    return new Vocabulary(bins, pseudoNotes, counts);
  }
}

/** Number of a pseudo-note among all that the bins allow; increasing by pitch, velocity bin, duration bin. */
function cell({ pitch, velocityBin, durationBin }: PseudoNote, bins: NoteBins): number {
  return (pitch * bins.velocity.medians.length + velocityBin) * bins.duration.medians.length + durationBin;
}

function atCell(c: number, bins: NoteBins): PseudoNote {
  const durationBin = c % bins.duration.medians.length;
  const rest = (c - durationBin) / bins.duration.medians.length;
  const velocityBin = rest % bins.velocity.medians.length;
  return { pitch: (rest - velocityBin) / bins.velocity.medians.length, velocityBin, durationBin };
}

function isBins(bins: Bins | undefined): boolean {
  try {
    checkEdges(bins!.edges);
    return bins!.medians.length === bins!.edges.length + 1 && bins!.medians.every(Number.isFinite);
  } catch {
    return false;
  }
}
