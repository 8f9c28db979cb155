/** Goes through the files of songs in a folder, one by one. */
import * as fs from "fs";
import * as path from "path";
import { bytesOfName, bytesOfPath, nameOfBytes } from "./file-name";
import { MidiError } from "./midi-error";
import { GIVE_FOLDER, listMidiFiles, openingReason } from "./midi-folder";
import { type Skipped, unfit } from "./song-reader";

export interface Reading {
  /** Absolute path of the folder that was read; written, as all names here, by `nameOfBytes`. */
  folder: string;
  /** How many MIDI and ABC files were found; each was used or has an entry in `skipped`. */
  files: number;
  /** What could not be used, and why; an unreadable folder appears here too, without counting as a file. */
  skipped: Skipped[];
}

/**
 * Calls `use` with the bytes of each MIDI or ABC file in `folder` and below it, and with its name relative to the folder,
 * in the order of the names' bytes. What cannot be read, or where `use` throws, is listed in `skipped`. `onProgress`
 * hears now and then how many of how many files are done, and at the end. Of more files than `most`, only every second,
 * third, … is looked at.
 * @throws Error when the folder cannot be read, or there is no file that can be used.
 */
export async function forEachSong(
  folder: string,
  use: (bytes: Uint8Array, file: string) => void,
  o: { onProgress?: (done: number, of: number) => void; most?: number } = {},
): Promise<Reading> {
  const { onProgress, most = Infinity } = o;
  const root = nameOfBytes(bytesOfPath(path.resolve(folder)));
  const listing = listMidiFiles(root);
  const { closed } = listing;
  const step = Math.max(1, Math.ceil(listing.files.length / most));
  const files = listing.files.filter((_, i) => i % step === 0);
  const skipped = [...closed];
  for (const [i, file] of files.entries()) {
    if (i % 256 === 255) {
      onProgress?.(i, files.length);
      // Let others have their turn, so that a notebook stays responsive.
      await new Promise((resolve) => setImmediate(resolve));
    }
    try {
      use(readBytes(`${root}/${file}`, file), file);
    } catch (error) {
      skipped.push({ file, reason: error instanceof MidiError ? error.reason : openingReason(error) });
    }
  }
  onProgress?.(files.length, files.length);
  if (skipped.length === files.length + closed.length) throw noMelody(root, skipped);
  return { folder: root, files: files.length, skipped };
}

/** The bytes of a file of songs; `name` is its path as `nameOfBytes` writes it, `file` what messages call it. */
export function readBytes(name: string, file: string): Uint8Array {
  const absolute = bytesOfName(name);
  // Reading from a pipe or a device would wait for ever.
  const reason = unfit(fs.statSync(absolute));
  if (reason) throw new MidiError(file, reason);
  return fs.readFileSync(absolute);
}

/** The error for a folder of which nothing can be used. */
export function noMelody(root: string, skipped: readonly Skipped[]): Error {
  const [first] = skipped;
  const what = first
    ? `none of its files has a melody (${skipped.length} skipped, the first: ${first.file}: ${first.reason})`
    : "no MIDI file (.mid, .midi, .kar, .rmi) or ABC file (.abc) in it or below it";
  return new Error(`${root}: ${what}; ${GIVE_FOLDER}`);
}
