/** The bins of a collection's notes. */
import { duration, type Melody } from "../corpus";
import { fitBins, type Bins } from "./bins";
import { binEdges, type BinMethod } from "./edges";
import type { NoteBins } from "./pseudo-note";

/** How to bin one of a note's values: a method and a number of bins, or the inner edges themselves. */
export type BinChoice = { method: BinMethod; count: number } | { edges: readonly number[] };

/** Durations of all the notes of `melodies`, in seconds. */
export function durationsOf(melodies: readonly Melody[]): Float64Array {
  return columnOf(melodies, duration);
}

/** MIDI velocities (1–127) of all the notes of `melodies`. */
export function velocitiesOf(melodies: readonly Melody[]): Float64Array {
  return columnOf(melodies, (note) => note.velocity);
}

/**
 * Bins of velocity and of duration (seconds), over all the notes of `melodies`. Edges of duration that are chosen here
 * are set 2 ns below the values they would fall on: whoever computes a duration in another way, with other rounding,
 * finds it in the same bin.
 * @throws Error when there are no notes, or as `binEdges` and `fitBins` do.
 */
export function fitNoteBins(
  melodies: readonly Melody[],
  choice: { velocity: BinChoice; duration: BinChoice },
): NoteBins {
  return {
    velocity: fit(velocitiesOf(melodies), choice.velocity, 0),
    duration: fit(durationsOf(melodies), choice.duration, 2e-9),
  };
}

function fit(values: Float64Array, how: BinChoice, below: number): Bins {
  if ("edges" in how) return fitBins(values, how.edges);
  return fitBins(
    values,
    binEdges(values, how.method, how.count).map((edge) => edge - below),
  );
}

function columnOf(melodies: readonly Melody[], value: (note: Melody["notes"][number]) => number): Float64Array {
  const column = new Float64Array(melodies.reduce((sum, melody) => sum + melody.notes.length, 0));
  let i = 0;
  for (const melody of melodies) for (const note of melody.notes) column[i++] = value(note);
  return column;
}
