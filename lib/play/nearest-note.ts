/** Anybody's notes in a model's vocabulary, which has only the pseudo-notes of its own songs. */
import { columnsOf, type Note, type NoteColumns } from "../corpus/notes";
import { fieldColumns, nearestRow, rowOfFields, type Vocabulary } from "../encoding";

/** An octave is nearer than a semitone: the tune stays the same. */
const distance = (semitones: number): number => (semitones % 12 === 0 ? semitones / 12 : 10 * semitones);

export interface Encoded {
  indices: Int32Array;
  /** How many notes are not in the vocabulary and were replaced by the nearest that is. */
  changed: number;
}

/**
 * The pseudo-notes of `notes`. In the place of one that the vocabulary lacks stands the nearest: of the same pitch if
 * there is one, else some octaves away, else of the nearest pitch; of these the one whose bins are nearest.
 * @param heard indices of those that the model was trained on; of others it knows no more than of a random number
 */
export function encodeNearest(
  vocabulary: Vocabulary,
  notes: NoteColumns | readonly Note[],
  heard?: ReadonlySet<number>,
): Encoded {
  const columns = fieldColumns("pitch" in notes ? notes : columnsOf(notes), vocabulary.bins);
  const heardOnes = Array.from(vocabulary.symbols.keys()).filter((index) => heard?.has(index) !== false);
  const rows = heardOnes.map((index) => rowOfFields(vocabulary.pseudoNote(index)));
  const known = new Map<string, { index: number; same: boolean }>();
  const find = (row: readonly number[]) => {
    const at = nearestRow(row, rows, distance);
    return at < 0
      ? { index: 0, same: false }
      : { index: heardOnes[at], same: row.every((field, f) => field === rows[at][f]) };
  };
  let changed = 0;
  const indices = Int32Array.from({ length: notes.length }, (_, i) => {
    const row = columns.map((column) => column[i]);
    const word = row.join("-");
    const found = known.get(word) ?? find(row);
    known.set(word, found);
    if (!found.same) changed++;
    return found.index;
  });
  return { indices, changed };
}
