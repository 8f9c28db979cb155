/** The melody of one file, found as a collection's are. */
import * as path from "path";
import { readTunes } from "./abc/read-tunes";
import { bytesOfPath, nameOfBytes } from "./file-name";
import type { Melody } from "./melody";
import type { MelodyRuleName } from "./melody-rules";
import { MidiError } from "./midi-error";
import { openingReason } from "./midi-folder";
import { readMelody } from "./pick-melody";
import { readBytes } from "./song-folder";

/**
 * The melody of the MIDI file `song`, or the first tune of an ABC file.
 * @param song a path; bytes of it that are not UTF-8 may be written `\\xe9`
 * @throws MidiError, whose message is one line, when it cannot be read or has no melody
 */
export function readSong(song: string, rule: MelodyRuleName = "most-notes"): Melody {
  const name = nameOfBytes(bytesOfPath(song));
  const file = path.basename(name);
  try {
    const bytes = readBytes(name, file);
    if (!/\.abc$/i.test(file)) return readMelody(bytes, file, rule);
    const { melodies, skipped } = readTunes(bytes, file);
    if (melodies.length > 0) return melodies[0];
    throw new MidiError(file, skipped[0]?.reason ?? "no tune in it");
  } catch (error) {
    throw error instanceof MidiError ? error : new MidiError(file, openingReason(error));
  }
}
