/** What an encoding does to music, there and back: to lengths and loudness, and to when things happen. */
import { durationBetween, type Melody, type Note } from "../corpus/notes";
import type { Encoding } from "./encoding";
import { TOGETHER } from "./features/gap";

/** A silence of so many seconds or more is a rest. */
export const REST = 0.05;

/** Over the notes of all passages; "next" is the next note of the same passage. */
export interface DecodingError {
  notes: number;
  /** Root mean square errors: of MIDI velocities, of durations in s, of the time to the next onset in s. */
  velocity: number;
  duration: number;
  gap: number;
  /** Mean of |decoded − true onset| in s, both counted from the passage's first note. */
  onset: number;
  /** Share of the notes that begin with the next one and still do; null where there are none. */
  chords: number | null;
  /** Share of the notes before a rest after which there still is one; null where there are none. */
  rests: number | null;
  /** Share of the other notes that have got a rest behind them; null where there are none. */
  newRests: number | null;
}

/**
 * Encodes melodies and decodes them in passages of so many notes, as a model's windows are heard.
 * @throws Error when there are no notes, or as `encode` and `decode` do.
 */
export function decodingError(melodies: readonly Melody[], encoding: Encoding, passage = 32): DecodingError {
  const width = encoding.sizes.length;
  const of = { velocity: new Mean(), duration: new Mean(), gap: new Mean(), onset: new Mean() };
  const kept = { chords: new Mean(), rests: new Mean(), newRests: new Mean() };
  for (const melody of melodies) {
    const steps = encoding.encode(melody);
    for (let from = 0; from < melody.length; from += passage) {
      const notes = melody.slice(from, from + passage).notes;
      const decoded = encoding.decode(steps.subarray(from * width, (from + notes.length) * width));
      notes.forEach((note, i) => {
        const other = decoded[i];
        of.velocity.add((other.velocity - note.velocity) ** 2);
        of.duration.add((lengthOf(other) - lengthOf(note)) ** 2);
        of.onset.add(Math.abs(other.start - decoded[0].start - (note.start - notes[0].start)));
        if (i + 1 === notes.length) return;
        const [before, after] = [
          [note, notes[i + 1]],
          [other, decoded[i + 1]],
        ];
        of.gap.add((gapOf(after) - gapOf(before)) ** 2);
        if (gapOf(before) < TOGETHER) kept.chords.add(Number(gapOf(after) < TOGETHER));
        (hasRest(before) ? kept.rests : kept.newRests).add(Number(hasRest(after)));
      });
    }
  }
  if (of.onset.count === 0) throw new Error("There are no notes to encode; give melodies with notes.");
  return {
    notes: of.onset.count,
    velocity: Math.sqrt(of.velocity.value ?? 0),
    duration: Math.sqrt(of.duration.value ?? 0),
    gap: Math.sqrt(of.gap.value ?? 0),
    onset: of.onset.value ?? 0,
    chords: kept.chords.value,
    rests: kept.rests.value,
    newRests: kept.newRests.value,
  };
}

class Mean {
  count = 0;
  private sum = 0;

  add(value: number): void {
    this.sum += value;
    this.count++;
  }

  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }
}

const lengthOf = ({ start, end }: Note): number => durationBetween(start, end);
const gapOf = ([note, next]: Note[]): number => next.start - note.start;
const hasRest = ([note, next]: Note[]): boolean => next.start - note.end >= REST;
