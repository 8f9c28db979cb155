/** How long a note sounds, in seconds. */
import { durationAt } from "../../corpus/notes";
import type { Feature } from "../feature";

export const duration: Feature<"duration", "s"> = {
  name: "duration",
  unit: "s",
  scale: "s, logarithmic",
  logarithmic: true,
  articleBins: 4,
  // 2 ns: whoever computes a duration in another way, with other rounding, finds it in the same bin.
  edgesBelow: 2e-9,
  values: (notes) => Float64Array.from({ length: notes.length }, (_, i) => durationAt(notes, i)),
  decode: (median) => median,
  write: (note, value) => {
    note.duration = value;
  },
};
