/** How evenly a piece spreads over the pitches. */
import type { Note } from "../corpus";
import { entropy } from "../encoding";

type Pitched = Pick<Note, "pitch">;

/** How often each value from 0 to size − 1 comes. */
export function histogram(values: Iterable<number>, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const value of values) {
    if (!(value >= 0 && value < size)) throw new Error(`${value} is not in 0–${size - 1}; check the notes.`);
    counts[value]++;
  }
  return counts;
}

/**
 * Entropy of the pitches, 0–7 bits, over notes (not weighted by length). As muspy's `pitch_entropy`; Wu and Yang:
 * "The Jazz Transformer on the Front Line", ISMIR 2020.
 */
export function pitchEntropy(notes: readonly Pitched[]): number {
  return entropy(
    histogram(
      notes.map((note) => note.pitch),
      128,
    ),
  );
}

/**
 * Entropy of the pitch classes (pitch without octave), 0 to log₂ 12 = 3.585 bits. As muspy's
 * `pitch_class_entropy`; source as for {@link pitchEntropy}, where it is taken bar by bar and here once.
 */
export function pitchClassEntropy(notes: readonly Pitched[]): number {
  return entropy(
    histogram(
      notes.map((note) => note.pitch % 12),
      12,
    ),
  );
}
