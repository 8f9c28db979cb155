/** The songs of a collection, from the cache as far as it knows them. */
import * as fs from "fs";
import type { FileState, KnownSong } from "./cache/known-song";
import { type Known, SongCache } from "./cache/song-cache";
import { bytesOfName } from "./file-name";
import type { MelodyRuleName } from "./melody-rules";
import { openingReason } from "./midi-folder";
import { readSongs, type ToRead } from "./read-songs";
import { type SongFile, unfit, unusable } from "./song-reader";
import type { TimeUnit } from "./tempo-map";

export interface SongsOptions {
  rule: MelodyRuleName;
  /** In what the notes are told; default "seconds". */
  time?: TimeUnit;
  /** The folder that caches are kept in; null: nothing is kept. */
  cache: string | null;
  threads?: number;
  /** Hears how many of how many files are done. */
  onProgress: (done: number, of: number) => void;
  /** After so many ms, what has been read is kept for the case that the reading is interrupted. */
  keepEvery?: number;
}

/** A file changed so little before it was read may change again without a trace in its time. In ns. */
const TOO_FRESH = 2_000_000_000n;

/**
 * The songs in `files` (relative to `root`), in that order. Those that the cache knows, and whose files have the size
 * and the time of then, are taken from it; the others are read, and the cache is brought up to date.
 * @returns the songs, and the cache's file where there is one.
 */
export async function songsIn(
  root: string,
  files: readonly string[],
  { rule, time, cache: folder, threads, onProgress, keepEvery = 15_000 }: SongsOptions,
): Promise<{ songs: SongFile[]; cache: string | null }> {
  const cache = folder === null ? null : new SongCache(folder, { root, rule, time });
  const known: Known = cache?.load() ?? { songs: new Map(), complete: false, damaged: false };
  const states = new Map<string, FileState>();
  const found = new Map<string, SongFile>();
  const toRead: ToRead[] = [];
  for (const name of files) {
    const state = stateOf(root, name);
    if (!("size" in state)) {
      found.set(name, state);
      continue;
    }
    states.set(name, state);
    const before = known.songs.get(name);
    if (before && sameState(before.state, state)) found.set(name, before.song);
    else toRead.push({ name, size: state.size });
  }
  if (known.damaged) {
    console.log(`The cache of this collection is damaged: ${toRead.length} of ${files.length} files are read again.`);
  }
  const keeper = new Keeper(cache, states, keepEvery);
  onProgress(files.length - toRead.length, files.length);
  let left = toRead.length;
  const onRead = async (songs: SongFile[]): Promise<void> => {
    for (const song of songs) found.set(song.name, song);
    onProgress(files.length - (left -= songs.length), files.length);
    await keeper.add(songs);
  };
  await readSongs(toRead, { root, rule, time, threads, onRead });
  const songs = files.map((name) => found.get(name)!);
  const lasting = songs.filter((song) => song.lasting);
  const upToDate = keeper.added === 0 && known.complete && lasting.length === known.songs.size;
  if (!upToDate && lasting.length > 0) await keeper.finish(lasting);
  return { songs, cache: keeper.working ? cache!.file : null };
}

/** Brings the cache up to date. Where it cannot be written, that is said once, and goes without. */
class Keeper {
  /** How many songs there are that the cache did not know. */
  added = 0;
  working: boolean;
  private fresh: SongFile[] = [];
  private last = Date.now();

  constructor(
    private readonly cache: SongCache | null,
    private readonly states: ReadonlyMap<string, FileState>,
    private readonly every: number,
  ) {
    this.working = cache !== null;
  }

  async add(songs: readonly SongFile[]): Promise<void> {
    for (const song of songs) {
      if (!song.lasting) continue;
      this.added++;
      this.fresh.push(song);
    }
    if (Date.now() - this.last < this.every) return;
    this.last = Date.now();
    const part = this.known(this.fresh.splice(0));
    await this.attempt((cache) => cache.savePart(part));
  }

  finish(all: readonly SongFile[]): Promise<void> {
    return this.attempt((cache) => cache.save(this.known(all)));
  }

  private known(songs: readonly SongFile[]): KnownSong[] {
    return songs.map((song) => ({ song, state: this.states.get(song.name)! }));
  }

  private async attempt(write: (cache: SongCache) => Promise<void>): Promise<void> {
    if (!this.working) return;
    try {
      await write(this.cache!);
    } catch (error) {
      this.working = false;
      const reason = (error as { code?: string }).code ?? String(error);
      console.log(
        `What is read of the songs cannot be kept for the next time (${reason}); nothing else depends on it.`,
      );
    }
  }
}

/** How a file is now; or why it is not even opened. */
function stateOf(root: string, name: string): FileState | SongFile {
  try {
    const stat = fs.statSync(bytesOfName(`${root}/${name}`), { bigint: true });
    const reason = unfit(stat);
    if (reason !== null) return unusable(name, reason);
    const settled = BigInt(Date.now()) * 1_000_000n - stat.mtimeNs > TOO_FRESH;
    return { size: Number(stat.size), modified: settled ? stat.mtimeNs : 0n };
  } catch (error) {
    return unusable(name, openingReason(error));
  }
}

function sameState(before: FileState, now: FileState): boolean {
  return before.size === now.size && before.modified === now.modified && now.modified !== 0n;
}
