/** How often each passage of n notes comes. */
import { START } from "../encoding";

/** By the n notes, written with blanks between. */
export type Ngrams = Map<string, number>;

/** Of all songs, each of which begins with n − 1 START symbols: as many n-grams as it has notes. */
export function countNgrams(songs: readonly ArrayLike<number>[], n: number): Ngrams {
  const counts: Ngrams = new Map();
  for (const song of songs) {
    const padded = [...new Array<number>(n - 1).fill(START), ...Array.from(song)];
    for (let t = n; t <= padded.length; t++) {
      const ngram = padded.slice(t - n, t).join(" ");
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
  }
  return counts;
}
