import { Melody, type Note } from "../../lib/corpus";
import { fitBins, type NoteBins } from "../../lib/encoding";

/** A melody of the given [pitch, velocity, duration in s], one after the other. */
export function melody(rows: readonly (readonly [number, number, number])[], file = "song.mid"): Melody {
  let start = 0;
  const notes: Note[] = rows.map(([pitch, velocity, length]) => {
    const note = { pitch, velocity, start, end: start + length };
    start += length;
    return note;
  });
  return Melody.from({ file, track: "", program: 0, notes });
}

/**
 * Seven notes, worked out by hand with one edge for velocity (64) and one for duration (0.5 s):
 * soft 40, 60 (median 50), loud 64, 100, 100, 100, 127 (median 100); short 0.25 ×3, 0.375 (0.25), long 0.5, 1, 2 (1).
 */
export const example = melody([
  [60, 40, 0.25],
  [60, 60, 0.25],
  [62, 100, 0.5],
  [60, 100, 0.25],
  [62, 64, 1],
  [60, 127, 0.375],
  [59, 100, 2],
]);

export const exampleBins: NoteBins = {
  velocity: fitBins([40, 60, 100, 100, 64, 127, 100], [64]),
  duration: fitBins([0.25, 0.25, 0.5, 0.25, 1, 0.375, 2], [0.5]),
};
