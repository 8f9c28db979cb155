/** How hard a note is struck: MIDI velocity, 1–127. */
import type { Feature } from "../feature";

/**
 * What velocity means in decibels under full, as the Downloadable Sounds standard has it (40 log₁₀ of its share of 127), and
 * most synthesizers roughly do: Dannenberg, "The Interpretation of MIDI Velocity", ICMC 2006.
 */
export const decibels = (velocity: number): number => 40 * Math.log10(velocity / 127);

/** About what is just noticed: 0.5 to 1 dB at the levels of music (Jesteadt, Wier and Green, J. Acoust. Soc. Am. 61, 1977). */
const LEAST_HEARD = 1;

export const velocity: Feature<"velocity", undefined> = {
  name: "velocity",
  unit: undefined,
  scale: "MIDI, 1-127",
  logarithmic: false,
  edgesBelow: 0,
  values: (notes) => notes.velocity,
  // A median may lie between two velocities.
  decode: (median) => Math.min(127, Math.max(1, Math.round(median))),
  isHeard: (value, decoded) => Math.abs(decibels(decoded) - decibels(value)) > LEAST_HEARD,
  write: (note, value) => {
    note.velocity = value;
  },
};
