/** Going on with anybody's melody. */
import type { Melody, Note } from "../corpus";
import { compose, type ComposeOptions, encodeNearest, type PlayModel } from "../play";

export interface Continuation {
  /** What the model read, as it was played, then what it composed; from 0 s on. */
  notes: Note[];
  /** How many of the notes were read. */
  read: number;
  /** How many of those the vocabulary lacks; the model read the nearest that it has. */
  changed: number;
  /** The new notes as vocabulary indices. */
  composed: Int32Array;
}

/**
 * Reads the last notes of the melody, as many as a window has, and composes on from there.
 * @throws Error when an option is out of its range.
 */
export function continueMelody(
  model: PlayModel,
  melody: Melody,
  options: Omit<ComposeOptions, "prompt">,
): Continuation {
  const end = melody.slice(-model.timesteps);
  const { indices, changed } = encodeNearest(model.vocabulary, end, model.heard);
  const composed = compose(model, { ...options, prompt: indices });
  const first = end.start[0];
  const before = end.notes.map((note) => ({ ...note, start: note.start - first, end: note.end - first }));
  const from = before.reduce((last, note) => Math.max(last, note.end), 0);
  const after = model.vocabulary
    .decode(composed)
    .map((note) => ({ ...note, start: note.start + from, end: note.end + from }));
  return { notes: [...before, ...after], read: end.length, changed, composed };
}
