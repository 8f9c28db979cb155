import type { Melody } from "./melody";

/**
 * The melody moved up (or down, if negative) by `halfSteps`; null where a note would leave MIDI's pitches, 0–127.
 * @throws Error when `halfSteps` is not a whole number.
 */
export function transpose(melody: Melody, halfSteps: number): Melody | null {
  if (!Number.isInteger(halfSteps)) throw new Error(`A transposition by ${halfSteps} half steps; give a whole number.`);
  const notes = melody.notes.map((note) => ({ ...note, pitch: note.pitch + halfSteps }));
  return notes.every(({ pitch }) => pitch >= 0 && pitch <= 127) ? { ...melody, notes } : null;
}
