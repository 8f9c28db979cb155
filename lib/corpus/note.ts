/** A note of a MIDI file, in seconds and MIDI numbers. */
export interface Note {
  /** MIDI pitch, 0–127; 60 is middle C. */
  pitch: number;
  /** How hard it is struck, MIDI velocity 1–127. */
  velocity: number;
  /** When it begins, in seconds from the start of the song. */
  start: number;
  /** When it ends, in seconds; after `start`. */
  end: number;
}

const STEPS = 2 ** 30;

/** How long `note` sounds, in seconds: see {@link durationBetween}. */
export function duration(note: Note): number {
  return durationBetween(note.start, note.end);
}

/**
 * How long a note from `start` to `end` (seconds) sounds: the end minus the start, to the nearest 2⁻³⁰ s (about a
 * nanosecond), above 0.
 *
 * The rounding takes away the noise of the subtraction. Without it, notes of the same length differ in the last digits
 * according to where they stand in the song, and a bin edge drawn between them would cut noise. A power of two, because
 * then no length in ticks falls half way between two steps.
 */
export function durationBetween(start: number, end: number): number {
  return Math.max(1 / STEPS, secondsBetween(start, end));
}

/** From one moment to a later one, rounded likewise; 0 where they are the same. */
export function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) * STEPS) / STEPS;
}

const pitchClasses = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/**
 * Name of a MIDI pitch (0–127) in scientific pitch notation with sharps: 60 is "C4", 61 "C#4", 0 "C-1".
 * @throws Error when `pitch` is not a whole number from 0 to 127.
 */
export function pitchName(pitch: number): string {
  if (!Number.isInteger(pitch) || pitch < 0 || pitch > 127) {
    throw new Error(`${pitch} is not a MIDI pitch; give a whole number from 0 to 127.`);
  }
  return `${pitchClasses[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}
