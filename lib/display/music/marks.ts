/** What is marked in a melody, wherever it is drawn. */

export interface Marks {
  /** The first so many notes were given to the model, not made by it: shaded as "prompt". */
  prompt?: number;
  /** The loop the notes end in (see `finalLoop`): each turn gets a bracket. */
  loop?: { period: number; length: number } | null;
  /** A passage copied from a song (see `longestCopy`): notes from `from` on, and the song's name. */
  copy?: { from: number; length: number; of?: string } | null;
  /** These notes, numbered from 0, get a cross: mistakes, say. */
  crosses?: readonly number[];
}
