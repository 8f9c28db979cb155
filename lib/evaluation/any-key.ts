/** Melodies without their key, so that a copy in another key is a copy. */
import type { Encoding } from "../encoding";

/** Intervals are counted from here: MIDI has no larger ones. */
const WIDEST = 127;

/**
 * A number for each note after the first: its interval from the note before, and its bins. Equal for a melody in every key;
 * one fewer than notes.
 * @param encoding one step a note
 */
export function inAnyKey(encoding: Pick<Encoding, "fields" | "bins">, steps: ArrayLike<number>): Int32Array {
  const fields = encoding.fields(steps);
  const lengths = encoding.bins.duration.medians.length;
  const loudnesses = encoding.bins.velocity.medians.length;
  return Int32Array.from(fields.slice(1), ({ pitch, durationBin, velocityBin }, i) => {
    const interval = pitch - fields[i].pitch + WIDEST;
    return (interval * lengths + durationBin) * loudnesses + velocityBin;
  });
}
