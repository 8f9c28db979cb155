/** What is normal among people: how much the songs of a collection share with each other. */
import { overlapFrom, SongIndex } from "./originality";

type Song = ArrayLike<number>;

/** The songs without those whose notes are the same, from the first to the last, as an earlier one's. */
export function withoutDuplicates<S extends Song>(songs: readonly S[]): S[] {
  const seen = new Set<string>();
  return songs.filter((song) => {
    const content = Array.from(song).join(" ");
    return !seen.has(content) && !!seen.add(content);
  });
}

export interface SongWindow {
  /** Index of the song among those without duplicates. */
  song: number;
  /** Where the window begins in the song, in notes. */
  at: number;
  /** Notes in the longest passage of the window that another song shares. */
  longestCopy: number;
  /** Share of the window's n-grams that another song has, 0 to 1, for each n asked for. */
  overlap: Record<number, number>;
}

/**
 * Windows of `length` notes of each song, one after the other without overlap, each held against all the other
 * songs: the same figures as for a generated piece of that length. Duplicates are left out first, since a song that
 * is in the collection twice would count as copied from end to end. What is left of a song after the last whole
 * window is not looked at, nor is a song shorter than one.
 *
 * @param ns the n for which n-gram overlap is wanted.
 * @throws Error when the length is not a whole number from 1.
 */
export function songBaseline(songs: readonly Song[], length: number, ns: readonly number[] = []): SongWindow[] {
  if (!Number.isInteger(length) || length < 1)
    throw new Error(`A window of ${length} notes; pass a whole number from 1.`);
  const index = new SongIndex(withoutDuplicates(songs));
  return index.songs.flatMap((song, s) => {
    const reach = index.matches(song, s).map((copy) => copy.length);
    return Array.from({ length: Math.floor(song.length / length) }, (_, w) => {
      // A passage that began before the window counts only from the window's first note on.
      const inside = reach.slice(w * length, (w + 1) * length).map((copied, t) => Math.min(copied, t + 1));
      const overlap = Object.fromEntries(ns.map((n) => [n, overlapFrom(inside, n)]));
      return { song: s, at: w * length, longestCopy: Math.max(...inside), overlap };
    });
  });
}
