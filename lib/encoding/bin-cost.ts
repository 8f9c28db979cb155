/** What a choice of bins costs in precision and buys in a smaller vocabulary. */
import { duration, type Melody } from "../corpus";
import { durationOf, toPseudoNote, velocityOf, type NoteBins } from "./pseudo-note";
import { Vocabulary } from "./vocabulary";

/** How far decoded values are from the original ones, over n notes with values x and decoded values y. */
export interface BinError {
  /** Share of the notes in each bin; they add up to 1. */
  shares: number[];
  /** Root mean square error √(Σ (y − x)² / n), in the value's unit: seconds, or MIDI velocity. */
  rms: number;
  /** Mean relative error Σ (|y − x| / x) / n: 0.25 means a quarter off on average. */
  relative: number;
}

export interface BinCost {
  /** Number of notes. */
  notes: number;
  /** Distinct pseudo-notes V: the width of the model's input and output layers. */
  vocabulary: number;
  /** Pseudo-notes that occur only once: the model can hardly learn them. */
  singletons: number;
  /** Shannon entropy of the pseudo-notes, −Σ p·log₂ p with p the share of each, in bits per note; at most log₂ V. */
  entropy: number;
  velocity: BinError;
  duration: BinError;
}

/**
 * The cost of `bins` for the notes of `melodies`, decoding as `Vocabulary.decode` does.
 * @throws Error when there are no notes.
 */
export function binCost(melodies: readonly Melody[], bins: NoteBins): BinCost {
  const { counts, size } = Vocabulary.from(melodies, bins);
  const notes = counts.reduce((sum, count) => sum + count, 0);
  const velocity = new ErrorSum(bins.velocity.medians.length);
  const durations = new ErrorSum(bins.duration.medians.length);
  for (const melody of melodies) {
    for (const note of melody.notes) {
      const { velocityBin, durationBin } = toPseudoNote(note, bins);
      velocity.add(velocityBin, note.velocity, velocityOf(velocityBin, bins));
      durations.add(durationBin, duration(note), durationOf(durationBin, bins));
    }
  }
  return {
    notes,
    vocabulary: size,
    singletons: counts.filter((count) => count === 1).length,
    entropy: counts.reduce((bits, count) => bits - (count / notes) * Math.log2(count / notes), 0),
    velocity: velocity.mean(notes),
    duration: durations.mean(notes),
  };
}

class ErrorSum {
  private readonly members: Int32Array;
  private squares = 0;
  private relative = 0;

  constructor(bins: number) {
    this.members = new Int32Array(bins);
  }

  add(bin: number, original: number, decoded: number): void {
    const error = decoded - original;
    this.members[bin]++;
    this.squares += error * error;
    this.relative += Math.abs(error) / original;
  }

  mean(notes: number): BinError {
    return {
      shares: Array.from(this.members, (count) => count / notes),
      rms: Math.sqrt(this.squares / notes),
      relative: this.relative / notes,
    };
  }
}
