/** How well a piece keeps to one scale. */
import type { Note } from "../corpus";
import { histogram } from "./entropy";

/** Semitones above the tonic of the seven notes of a major scale. */
const MAJOR = [0, 2, 4, 5, 7, 9, 11];

/**
 * Scale consistency: the largest share of the notes that fits one major or natural minor scale, 0 to 1. As muspy's
 * `scale_consistency`; Mogren: "C-RNN-GAN", 2016. Pitches drawn evenly from all twelve classes give about 7/12.
 *
 * Each minor scale has the notes of its relative major, so the twelve major scales stand for all 24. 0 for no notes.
 */
export function scaleConsistency(notes: readonly Pick<Note, "pitch">[]): number {
  if (notes.length === 0) return 0;
  const counts = histogram(
    notes.map((note) => note.pitch % 12),
    12,
  );
  const inScale = (tonic: number) => MAJOR.reduce((sum, step) => sum + counts[(tonic + step) % 12], 0);
  return Math.max(...counts.map((_, tonic) => inScale(tonic))) / notes.length;
}
