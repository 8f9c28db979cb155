/** What binning alone does to notes, apart from what the loss of rests and chords does. */
import type { Note } from "../corpus/notes";
import type { Encoding } from "./encoding";

/**
 * `notes` with the values of their bins, each where it was: it begins at its own onset, in s, with the velocity that its
 * bin stands for, and lasts as long as its bin's median. What `decode` gives, on the other hand, also lacks rests and chords.
 * @throws Error when the encoding has no step for one of the notes, or is not one step a note.
 */
export function binned(notes: readonly Note[], encoding: Pick<Encoding, "encode" | "decode">): Note[] {
  const decoded = encoding.decode(encoding.encode(notes));
  if (decoded.length !== notes.length) {
    throw new Error(`${notes.length} notes came back as ${decoded.length}; use an encoding with one step a note.`);
  }
  return decoded.map((note, i) => {
    const { start } = notes[i];
    return { ...note, start, end: start + (note.end - note.start) };
  });
}
