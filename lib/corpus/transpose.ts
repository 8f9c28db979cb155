import { Melody } from "./melody";

/**
 * The melody moved up (or down, if negative) by `semitones`; null where a note would leave MIDI's pitches, 0–127.
 * @throws Error when `semitones` is not a whole number.
 */
export function transpose(melody: Melody, semitones: number): Melody | null {
  if (!Number.isInteger(semitones)) throw new Error(`A transposition by ${semitones} semitones; give a whole number.`);
  const lowest = melody.pitch.reduce((a, b) => Math.min(a, b), 127);
  const highest = melody.pitch.reduce((a, b) => Math.max(a, b), 0);
  if (lowest + semitones < 0 || highest + semitones > 127) return null;
  const pitch = melody.pitch.map((p) => p + semitones);
  return new Melody(melody, { ...melody, pitch });
}
