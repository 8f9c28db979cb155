/** What a rule for finding the melody is. */
import type { NoteColumns } from "../note-columns";

/** One instrument of a song. */
export interface Voice {
  /** Name of its MIDI track; "" where it has none. */
  readonly name: string;
  /** General MIDI program, 0–127. */
  readonly program: number;
  /** How many notes it has, 1 or more. */
  readonly length: number;
  /**
   * Its notes, by start, then pitch. They are made when asked for, in the columns that `make` gives for so many: a rule that
   * only counts leaves the time to others.
   */
  columns(make?: (length: number) => NoteColumns): NoteColumns;
}

export interface MelodyRule {
  /** What it takes for the melody, in a few words. */
  readonly takes: string;
  /** The melody of `voices`, at least one, percussion left out; either one of them or a voice made of their notes. */
  pick(voices: readonly Voice[]): Voice;
}

/** The voice with the largest `value`; of several with as large a one, the first. */
export function largest(voices: readonly Voice[], value: (voice: Voice) => number): Voice {
  let best = voices[0];
  let most = value(best);
  for (const voice of voices.slice(1)) {
    const its = value(voice);
    if (its > most) [best, most] = [voice, its];
  }
  return best;
}

/** Those with at least a quarter as many notes as the one with the most: not a chime that sounds twice. */
export function substantial(voices: readonly Voice[]): Voice[] {
  const most = voices.reduce((most, { length }) => Math.max(most, length), 0);
  return voices.filter(({ length }) => 4 * length >= most);
}
