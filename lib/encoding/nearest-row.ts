/** What stands for a pseudo-note that a vocabulary does not have. */
import type { FieldRow } from "./note-fields";

/**
 * The place of the row of `rows` that is nearest to `row`: of the nearest pitch, and among those of the least sum of
 * steps from bin to bin; of several, the first. -1 where there are no rows.
 * @param distance between pitches so many semitones apart; default: so many
 */
export function nearestRow(
  row: FieldRow,
  rows: readonly FieldRow[],
  distance: (semitones: number) => number = (semitones) => semitones,
): number {
  let [best, pitch, steps] = [-1, Infinity, Infinity];
  rows.forEach((other, i) => {
    const p = distance(Math.abs(other[0] - row[0]));
    if (p > pitch) return;
    let s = 0;
    for (let f = 1; f < row.length; f++) s += Math.abs(other[f] - row[f]);
    if (p < pitch || s < steps) [best, pitch, steps] = [i, p, s];
  });
  return best;
}
