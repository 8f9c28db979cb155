/** How hard a note is struck: MIDI velocity, 1–127. */
import type { Feature } from "../feature";

export const velocity: Feature<"velocity", undefined> = {
  name: "velocity",
  unit: undefined,
  scale: "MIDI, 1-127",
  logarithmic: false,
  edgesBelow: 0,
  values: (notes) => notes.velocity,
  // A median may lie between two velocities.
  decode: (median) => Math.min(127, Math.max(1, Math.round(median))),
  write: (note, value) => {
    note.velocity = value;
  },
};
