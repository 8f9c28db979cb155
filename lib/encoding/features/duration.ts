/** How long a note sounds, in seconds. */
import { durationAt } from "../../corpus/notes";
import type { Feature } from "../feature";

/**
 * The least difference in the duration of a sound that is just noticed, in seconds: 15 ms at 100 ms, and growing with the
 * 0.6th power of the duration, which gives the 4 ms at 10 ms and 60 ms at 1 s that were measured as well. After Abel,
 * "Duration discrimination of noise and tone bursts", Journal of the Acoustical Society of America 51, 1972.
 */
export const leastHeard = (seconds: number): number => 0.015 * (seconds / 0.1) ** 0.6;

export const duration: Feature<"duration", "s"> = {
  name: "duration",
  unit: "s",
  scale: "s, logarithmic",
  logarithmic: true,
  articleBins: 4,
  // 2 ns: whoever computes a duration in another way, with other rounding, finds it in the same bin.
  edgesBelow: 2e-9,
  values: (notes) => {
    const values = new Float64Array(notes.length);
    for (let i = 0; i < values.length; i++) values[i] = durationAt(notes, i);
    return values;
  },
  decode: (median) => median,
  isHeard: (value, decoded) => Math.abs(decoded - value) > leastHeard(value),
  write: (note, value) => {
    note.duration = value;
  },
};
