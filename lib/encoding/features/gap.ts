/** How long until the next note begins, in seconds: 0 within a chord, more than the note lasts before a rest. */
import { durationAt, secondsBetween } from "../../corpus/notes";
import type { Feature } from "../feature";

/**
 * Onsets less apart than this, in seconds, are those of a chord: so much it takes to tell which of two sounds came first.
 * Hirsh, "Auditory Perception of Temporal Order", Journal of the Acoustical Society of America 31, 1959.
 */
export const TOGETHER = 0.02;

export const gap: Feature<"gap", "s"> = {
  name: "gap",
  unit: "s",
  scale: "s",
  logarithmic: false,
  edgesBelow: 2e-9, // as the durations'
  values: (notes) => {
    const values = new Float64Array(notes.length);
    const last = values.length - 1;
    for (let i = 0; i < last; i++) values[i] = secondsBetween(notes.start[i], notes.start[i + 1]);
    // After the last note nothing begins: as if something did when it ends.
    if (last >= 0) values[last] = durationAt(notes, last);
    return values;
  },
  decode: (median) => (median < TOGETHER ? 0 : median),
  write: (note, value) => {
    note.gap = value;
  },
};
