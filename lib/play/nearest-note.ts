/** Anybody's notes in a model's vocabulary, which has only the pseudo-notes of its own songs. */
import { columnsOf, type Note, type NoteColumns } from "../corpus/notes";
import { fieldColumns, rowOfFields, type Vocabulary } from "../encoding";

/** One semitone counts more than all the bins of the features together. */
const SEMITONE = 1000;
/** An octave is nearer than a semitone: the tune stays the same. */
const OCTAVE = 100;

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
  const rows = vocabulary.symbols.flatMap((_, index) => {
    return heard?.has(index) === false ? [] : [{ index, row: rowOfFields(vocabulary.pseudoNote(index)) }];
  });
  const known = new Map<string, { index: number; distance: number }>();
  let changed = 0;
  const indices = Int32Array.from({ length: notes.length }, (_, i) => {
    const row = columns.map((column) => column[i]);
    const word = row.join("-");
    const found = known.get(word) ?? nearest(rows, row);
    known.set(word, found);
    if (found.distance > 0) changed++;
    return found.index;
  });
  return { indices, changed };
}

function nearest(
  rows: readonly { index: number; row: readonly number[] }[],
  wanted: readonly number[],
): { index: number; distance: number } {
  let best = { index: 0, distance: Infinity };
  for (const { index, row } of rows) {
    const distance = distanceBetween(row, wanted);
    if (distance < best.distance) best = { index, distance };
  }
  return best;
}

function distanceBetween([pitch, ...bins]: readonly number[], [wantedPitch, ...wantedBins]: readonly number[]): number {
  const apart = Math.abs(pitch - wantedPitch);
  const byPitch = apart % 12 === 0 ? OCTAVE * (apart / 12) : SEMITONE * apart;
  return bins.reduce((sum, bin, i) => sum + Math.abs(bin - wantedBins[i]), byPitch);
}
