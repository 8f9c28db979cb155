import type { Melody } from "./melody";

/**
 * The melody moved up (or down, if negative) by `semitones`; null where a note would leave MIDI's pitches, 0–127.
 * @throws Error when `semitones` is not a whole number.
 */
export function transpose(melody: Melody, semitones: number): Melody | null {
  if (!Number.isInteger(semitones)) throw new Error(`A transposition by ${semitones} semitones; give a whole number.`);
  const notes = melody.notes.map((note) => ({ ...note, pitch: note.pitch + semitones }));
  return notes.every(({ pitch }) => pitch >= 0 && pitch <= 127) ? { ...melody, notes } : null;
}
