/** The notes of a tune that abcjs has parsed. It reads the notation; which key a note sounds is worked out here. */
import { Accidentals, type Accidental } from "./accidentals";

/** A note of a tune, in quarter notes from its beginning. */
export interface TuneNote {
  /** MIDI pitch, 0–127. */
  pitch: number;
  start: number;
  /** How long it sounds, tied notes together. */
  length: number;
}

/** What abcjs says of a note: `pitch` counts the white keys from middle C (0). */
export interface WrittenPitch {
  pitch: number;
  accidental?: Accidental;
  startTie?: unknown;
  endTie?: unknown;
}

/** What stands on a line: notes and rests (durations in whole notes), bar lines, changes of key. */
export interface Element {
  el_type: string;
  duration?: number;
  pitches?: WrittenPitch[];
  startTriplet?: number;
  tripletMultiplier?: number;
  endTriplet?: boolean;
  accidentals?: KeyAccidental[];
}

export interface KeyAccidental {
  acc: Accidental;
  note: string;
}

/** A line of music: each voice, and the key it begins in. */
export interface Staff {
  key?: { accidentals?: KeyAccidental[] };
  voices?: Element[][];
}

/**
 * The notes of the first voice as they are written: repeats are not played again, and of first and second endings
 * one comes after the other. Grace notes and ornaments are left out. Tied notes are one. By start, then pitch.
 * @throws Error for an accidental that MIDI has no key for.
 */
export function notesOfLines(lines: readonly Staff[]): TuneNote[] {
  const notes: TuneNote[] = [];
  const tied = new Map<number, TuneNote>();
  let now = 0;
  let factor = 1;
  for (const { key, voices = [] } of lines) {
    const accidentals = new Accidentals(key?.accidentals ?? []);
    for (const element of voices[0] ?? []) {
      if (element.el_type === "bar") accidentals.endBar();
      if (element.el_type === "key") accidentals.changeKey(element.accidentals ?? []);
      if (element.el_type !== "note") continue;
      if (element.startTriplet) factor = element.tripletMultiplier ?? 1;
      const length = (element.duration ?? 0) * factor * 4;
      for (const written of element.pitches ?? []) {
        const before = written.endTie ? tied.get(written.pitch) : undefined;
        tied.delete(written.pitch);
        const note = before ?? { pitch: accidentals.midi(written), start: now, length: 0 };
        note.length += length;
        if (!before && length > 0) notes.push(note);
        if (written.startTie) tied.set(written.pitch, note);
      }
      now += length;
      if (element.endTriplet) factor = 1;
    }
  }
  return notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
}
