/** Reads many files of songs, on as many threads as pays. */
import * as os from "os";
import type { MelodyRuleName } from "./melody-rules";
import { ReadThread, ThreadError } from "./read-thread";
import { type SongBlock, unpackSongs } from "./song-block";
import { type SongFile, SongReader } from "./song-reader";
import type { TimeUnit } from "./tempo-map";

/** A file that is to be read. */
export interface ToRead {
  name: string;
  /** In bytes. */
  size: number;
}

export interface ReadOptions {
  /** Absolute path of the collection's folder, as `nameOfBytes` writes it. */
  root: string;
  rule: MelodyRuleName;
  /** In what the notes are told; default "seconds". */
  time?: TimeUnit;
  /** How many threads, this one among them; left out: one for each core where there is much to read, else this one alone. */
  threads?: number;
  /** Is handed what has been read, some files at a time, in any order; reading goes on when it is done. */
  onRead: (songs: SongFile[]) => void | Promise<void>;
}

/** What it takes to read a file: bytes of MIDI, of which one thread reads some 50 million a second. */
const costOf = ({ name, size }: ToRead): number => 2_000 + (/\.abc$/i.test(name) ? 100 * size : size);

/** A thread takes about as long to start as this one takes to read so much. */
const WORTH_THREADS = 40e6;

/** What is read in one go. */
const PORTION = 1e6;

/** Reads the files, which must not be empty of names. @throws what `onRead` throws. */
export async function readSongs(files: readonly ToRead[], options: ReadOptions): Promise<void> {
  const waiting = portionsOf(files).reverse();
  const cost = files.reduce((sum, file) => sum + costOf(file), 0);
  const threads = options.threads ?? (cost < WORTH_THREADS ? 1 : os.availableParallelism());
  const reader = new SongReader(options.root, options);
  const readHere = async (): Promise<void> => {
    for (let portion = waiting.pop(); portion; portion = waiting.pop()) {
      await options.onRead(portion.map((name) => reader.read(name)));
      // Let others have their turn, so that a notebook stays responsive.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  if (threads > 1) await readOnThreads(waiting, threads - 1, options, readHere);
  await readHere(); // All; or what threads that failed have left.
}

/** Names of files, in portions of about equal cost. */
function portionsOf(files: readonly ToRead[]): string[][] {
  const portions: string[][] = [];
  let cost = Infinity;
  for (const file of files) {
    if (cost >= PORTION) {
      portions.push([]);
      cost = 0;
    }
    portions[portions.length - 1].push(file.name);
    cost += costOf(file);
  }
  return portions;
}

/**
 * Reads portions on so many threads beside this one, which meanwhile does `readHere`: it has read much before they have
 * started. Where a thread does not start, or ends, a line says why, and its portions are back among those waiting.
 */
async function readOnThreads(
  waiting: string[][],
  threads: number,
  options: ReadOptions,
  readHere: () => Promise<void>,
): Promise<void> {
  const { root, rule, time, onRead } = options;
  const pool = Array.from({ length: Math.min(threads, waiting.length) }, () => new ReadThread({ root, rule, time }));
  const work = async (thread: ReadThread): Promise<void> => {
    for (let portion = waiting.pop(); portion; portion = waiting.pop()) {
      let block: SongBlock;
      try {
        block = await thread.read(portion);
      } catch (error) {
        waiting.push(portion);
        throw error;
      }
      await onRead(unpackSongs(block));
    }
  };
  // Two at a time to each thread, so that it does not wait while this one deals with what it has read.
  const ends = await Promise.allSettled([...pool.flatMap((thread) => [work(thread), work(thread)]), readHere()]);
  await Promise.all(pool.map((thread) => thread.stop()));
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as Error] : []));
  const other = errors.find((error) => !(error instanceof ThreadError));
  if (other) throw other;
  if (errors.length > 0)
    console.log(`A thread that reads songs failed: ${errors[0].message}. Reading goes on without it.`);
}
