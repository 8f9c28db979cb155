/** One melody of a collection, by name. */
import type { Corpus } from "./corpus";
import type { Melody } from "./melody";

/**
 * The first melody whose file has `name` in its path, whatever the case; where none has, the first of the collection,
 * so that a notebook's example works with anybody's songs.
 */
export function findMelody(corpus: Corpus, name: string): Melody {
  const wanted = name.toLowerCase();
  return corpus.melodies.find((melody) => melody.file.toLowerCase().includes(wanted)) ?? corpus.melodies[0];
}
