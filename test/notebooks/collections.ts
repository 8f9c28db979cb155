/** Small collections of songs that share nothing with the default one, as MIDI files. */
import * as path from "path";
import type { Note } from "../../lib/corpus";
import { writeMidi } from "../../lib/generation/midi-writer";

/** A song of `length` notes one after the other, in its own scale and rhythm, with the given velocities in turn. */
function song(number: number, length: number, velocities: readonly number[]): Note[] {
  const steps = [0, 3, 5, 7, 10].map((step) => 85 + number + step); // above most of the default songs
  const lengths = [0.11, 0.23, 0.23, 0.47];
  let start = 0;
  return Array.from({ length }, (_, i) => {
    const seconds = lengths[(i * (number + 1) + (i >> 3)) % lengths.length];
    const pitch = steps[(i * i + number * i + (i >> 2)) % steps.length];
    const note = { pitch, velocity: velocities[i % velocities.length], start, end: start + seconds };
    start = note.end;
    return note;
  });
}

/** Writes `count` songs of `length` notes into `folder`. */
export function writeCollection(
  folder: string,
  { count, length, velocities }: { count: number; length: number; velocities: readonly number[] },
): void {
  for (let n = 0; n < count; n++) {
    writeMidi(path.join(folder, "mine", `tune-${n}.mid`), song(n, length, velocities), { name: `tune ${n}` });
  }
}
