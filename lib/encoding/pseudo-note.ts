/** Pseudo-notes: a note as one of a limited number of categories. */
import { duration, type Note } from "../corpus";
import { binOf, type Bins } from "./bins";

/** Pitch, velocity bin and duration bin of a note. Its onset is not part of it: rests and chords are lost. */
export interface PseudoNote {
  /** MIDI pitch, 0–127. */
  pitch: number;
  /** From 0, softest first. */
  velocityBin: number;
  /** From 0, shortest first. */
  durationBin: number;
}

export interface NoteBins {
  /** Of MIDI velocities, 1–127. */
  velocity: Bins;
  /** Of durations, in seconds. */
  duration: Bins;
}

/** The category of `note`. */
export function toPseudoNote(note: Note, bins: NoteBins): PseudoNote {
  return {
    pitch: note.pitch,
    velocityBin: binOf(note.velocity, bins.velocity.edges),
    durationBin: binOf(duration(note), bins.duration.edges),
  };
}

/** A pseudo-note as one word, "pitch-velocityBin-durationBin": "60-2-1". */
export function symbol(p: PseudoNote): string {
  return `${p.pitch}-${p.velocityBin}-${p.durationBin}`;
}

/** The velocity that a velocity bin stands for: its median as a whole number, 1–127. */
export function velocityOf(velocityBin: number, bins: NoteBins): number {
  return Math.min(127, Math.max(1, Math.round(bins.velocity.medians[velocityBin])));
}

/** The duration that a duration bin stands for: its median, in seconds. */
export function durationOf(durationBin: number, bins: NoteBins): number {
  return bins.duration.medians[durationBin];
}
