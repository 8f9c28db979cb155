/** The melody of a MIDI file: the article's rule for picking one track. */
import { Melody } from "./melody";
import { MidiError } from "./midi-error";
import { isPercussion, trackColumns, type MidiFile } from "./midi-file";
import { scanMidi } from "./midi-scanner";

const NO_MELODY = "no notes outside percussion";

/**
 * The track with the most notes that is not percussion; of several with as many, the first.
 * @throws MidiError when there is none.
 */
export function pickMelody(midi: MidiFile): Melody {
  const best = indexOfMost(midi.tracks.map((track) => (track.percussion ? 0 : track.notes.length)));
  if (best < 0) throw new MidiError(midi.file, NO_MELODY);
  const { name, program, notes } = midi.tracks[best];
  return Melody.from({ file: midi.file, track: name, program, notes });
}

/**
 * The melody of a MIDI file given as bytes: the same as `pickMelody(parseMidi(bytes, file))`, but only the chosen
 * track is built, which makes it several times faster.
 * @throws MidiError with the reason when it is not a MIDI file, is damaged, incomplete or has no melody.
 */
export function readMelody(bytes: Uint8Array, file: string): Melody {
  const scan = scanMidi(bytes, file);
  const best = indexOfMost(scan.notes.parts.map((part) => (isPercussion(part) ? 0 : part.notes)));
  if (best < 0) throw new MidiError(file, NO_MELODY);
  const { name, program } = scan.notes.parts[best];
  return new Melody({ file, track: name, program }, trackColumns(scan, best));
}

/** Index of the first largest count above 0; -1 where there is none. */
function indexOfMost(counts: readonly number[]): number {
  return counts.reduce((best, count, i) => (count > (counts[best] ?? 0) ? i : best), -1);
}
