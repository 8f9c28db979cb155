/** Pseudo-notes too rare to be learned, or met only in songs held back: how many a vocabulary takes for others. */
import type { Melody } from "../corpus/notes";
import { fieldColumns } from "./note-fields";
import type { Vocabulary } from "./vocabulary";

/** How many notes a vocabulary takes for others, and what that costs. */
export interface Replaced {
  /** Of all the notes. */
  notes: number;
  /** Different pseudo-notes that are taken for others. */
  kinds: number;
  /** Share of the notes that are taken for others, 0 to 1. */
  share: number;
  /** Share of the notes whose pitch is another then. */
  otherPitch: number;
}

/** What becomes of the notes of `melodies` in `vocabulary`. @throws Error as {@link Vocabulary.encode}. */
export function replacedNotes(melodies: readonly Melody[], vocabulary: Vocabulary): Replaced {
  const kinds = new Set<string>();
  let [notes, replaced, otherPitch] = [0, 0, 0];
  for (const melody of melodies) {
    const columns = fieldColumns(melody, vocabulary.bins);
    vocabulary.encode(melody).forEach((index, i) => {
      const word = columns.map((column) => column[i]).join("-");
      notes++;
      if (word === vocabulary.symbols[index]) return;
      kinds.add(word);
      replaced++;
      if (!vocabulary.symbols[index].startsWith(`${melody.pitch[i]}-`)) otherPitch++;
    });
  }
  const share = (part: number): number => (notes > 0 ? part / notes : 0);
  return { notes, kinds: kinds.size, share: share(replaced), otherPitch: share(otherPitch) };
}
