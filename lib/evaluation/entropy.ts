/** How evenly a piece spreads over the pitches. */
import type { Note } from "../corpus";

type Pitched = Pick<Note, "pitch">;

/**
 * Shannon entropy of the distribution that `counts` make, −Σ p log₂ p, in bits: 0 where all fall together, log₂ k
 * where k values are equally frequent. 0 when there is nothing to count.
 */
export function entropy(counts: Iterable<number>): number {
  const filled = [...counts].filter((count) => count > 0);
  const total = filled.reduce((sum, count) => sum + count, 0);
  return filled.reduce((sum, count) => sum + (count / total) * Math.log2(total / count), 0);
}

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
