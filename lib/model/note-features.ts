/** What a note tells beside its name in the vocabulary: how far the melody moved, and where in the bar it has arrived. */
import { partOf, type Vocabulary } from "../encoding";
import { tf } from "../tensorflow";

/** Pitch and length of each note of the vocabulary. */
export interface NoteValues {
  /** MIDI pitches, 0–127. */
  readonly pitches: readonly number[];
  /** Lengths in {@link TICKS} to a quarter note, whole numbers from 0. */
  readonly lengths: readonly number[];
}

/** Ticks to a quarter note: the least number that halves, quarters, eighths and triplets of these all divide. */
export const TICKS = 24;

/** Seconds to a quarter note where music is read in beats. */
const QUARTER = 0.5;

/** The values of a vocabulary's notes; lengths are what their bins stand for, at 120 quarter notes a minute. */
export function noteValuesOf(vocabulary: Vocabulary): NoteValues {
  const { medians } = partOf(vocabulary.bins, { name: "duration" });
  const notes = vocabulary.fields(vocabulary.symbols.map((_, i) => i));
  return {
    pitches: notes.map(({ pitch }) => pitch),
    lengths: notes.map(({ durationBin }) => Math.max(1, Math.round((medians[durationBin] / QUARTER) * TICKS))),
  };
}

/** Bars, in ticks: 2/4, 3/4 (or 6/8) and 4/4. Which of them a tune has, the model finds out. */
const BARS = [2 * TICKS, 3 * TICKS, 4 * TICKS];

/** The largest interval that is told from larger ones, in semitones. */
const WIDEST = 24;

const NO_INTERVAL = 2 * WIDEST + 1;
const INTERVALS = NO_INTERVAL + 1;

/** What is carried from one note to the next while a model composes. */
export interface Position {
  /** int32 [B]: the last pitch; −1 before the first. */
  pitch: tf.Tensor1D;
  /** int32 [B]: ticks since the beginning. */
  onset: tf.Tensor1D;
}

/**
 * Numbers notes' features for a table of embeddings. Each note has {@link PER_NOTE} rows in it: its own, that of the interval
 * from the note before, and for each kind of bar that of the place where the next note will begin.
 */
export class NoteFeatures {
  /** Rows of the table. */
  readonly rows: number;
  private readonly offsets: number[] = [];

  constructor(private readonly values: NoteValues) {
    let at = 0;
    for (const size of [values.pitches.length + 1, INTERVALS, ...BARS]) {
      this.offsets.push(at);
      at += size;
    }
    this.rows = at;
  }

  /** The position before any note. */
  start(batch: number): Position {
    return { pitch: tf.fill([batch], -1, "int32") as tf.Tensor1D, onset: tf.zeros([batch], "int32") };
  }

  /**
   * The rows of notes, int32 [B, T, {@link PER_NOTE}], and the position after the last one.
   * @param notes int32 [B, T]; negative: the start symbol
   */
  of(notes: tf.Tensor2D, from: Position): { indices: tf.Tensor3D; position: Position } {
    const [, T] = notes.shape;
    const table = (column: readonly number[], ofStart: number): tf.Tensor1D =>
      tf.tensor1d([ofStart, ...column], "int32");
    const own = tf.add(notes, tf.scalar(1, "int32"));
    const pitch = tf.gather(table(this.values.pitches, -1), own);
    const length = tf.gather(table(this.values.lengths, 0), own);
    const before = tf.concat([tf.expandDims(from.pitch, 1), tf.slice(pitch, [0, 0], [-1, T - 1])], 1);
    const interval = tf.where(
      tf.logicalAnd(tf.greaterEqual(pitch, 0), tf.greaterEqual(before, 0)),
      tf.add(tf.clipByValue(tf.sub(pitch, before), -WIDEST, WIDEST), tf.scalar(WIDEST, "int32")),
      tf.scalar(NO_INTERVAL, "int32"),
    );
    const onset = tf.add(tf.cumsum(length, 1), tf.expandDims(from.onset, 1));
    const places = BARS.map((bar) => tf.mod(onset, tf.scalar(bar, "int32")));
    const indices = [own, interval, ...places].map((column, i) => tf.add(column, tf.scalar(this.offsets[i], "int32")));
    const last = (column: tf.Tensor): tf.Tensor1D => tf.reshape(tf.slice(column, [0, T - 1], [-1, 1]), [-1]);
    return {
      indices: tf.cast(tf.stack(indices, 2), "int32") as tf.Tensor3D,
      position: { pitch: last(pitch), onset: last(onset) },
    };
  }
}

export const PER_NOTE = 2 + BARS.length;
