import type { NoteColumns } from "../note-columns";
import { mostNotes } from "./most-notes";
import { largest, substantial, type MelodyRule } from "./rule";

/** So much of a voice's time has one note alone; what is left over is notes that are held a little into the next. */
const PLAIN = 0.9;

/** One can sing only one note at a time. (A bass line is as plain, though, and is not told from a voice.) */
export const monophony: MelodyRule = {
  takes:
    "of the tracks that one could sing, a note at a time, that with the most notes; where there is none, the nearest",
  pick(voices) {
    const alone = new Map(voices.map((voice) => [voice, aloneShare(voice.columns())]));
    const plain = voices.filter((voice) => alone.get(voice)! >= PLAIN);
    return plain.length > 0 ? mostNotes.pick(plain) : largest(substantial(voices), (voice) => alone.get(voice)!);
  },
};

/** Of the time in which anything sounds, the share in which a single note does: 0–1. At least one note. */
export function aloneShare({ length, start, end }: NoteColumns): number {
  const ends = end.slice().sort();
  let [alone, sounding, active, at] = [0, 0, 0, 0];
  for (let s = 0, e = 0; e < length; ) {
    // An end comes before a start of the same moment.
    const next = s < length && start[s] < ends[e] ? start[s] : ends[e];
    if (active > 0) sounding += next - at;
    if (active === 1) alone += next - at;
    at = next;
    if (s < length && start[s] < ends[e]) s++, active++;
    else e++, active--;
  }
  return alone / sounding;
}
