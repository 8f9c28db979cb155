/** How far a melody moves. */
import type { Note } from "../corpus";

type Pitched = Pick<Note, "pitch">;

/** Semitones from the lowest to the highest note, 0–127. As muspy's `pitch_range`. 0 for no notes. */
export function pitchRange(notes: readonly Pitched[]): number {
  const pitches = notes.map((note) => note.pitch);
  return pitches.length === 0 ? 0 : Math.max(...pitches) - Math.min(...pitches);
}

/**
 * Mean distance from a note to the next in semitones, up or down alike: Yang and Lerch's average pitch interval ("On the
 * evaluation of generative models in music", 2020). 0 for fewer than two notes.
 */
export function meanStep(notes: readonly Pitched[]): number {
  if (notes.length < 2) return 0;
  const steps = notes.slice(1).map((note, i) => Math.abs(note.pitch - notes[i].pitch));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
