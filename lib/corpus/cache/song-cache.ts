/** What was read of a collection, kept from run to run, so that a song is read once for as long as its file stays the same. */
import { createHash } from "crypto";
import * as fs from "fs";
import * as path from "path";
import type { MelodyRuleName } from "../melody-rules";
import type { TimeUnit } from "../tempo-map";
import { type About, songsOf, writeSongs } from "./arrow-songs";
import type { KnownSong } from "./known-song";
import { readerDigest } from "./reader-digest";

/** A file that nobody has written to for so long is nobody's work any more. In ms. */
const LEFT_BEHIND = 3_600_000;

/** Of what the cache is. */
export interface CacheKey {
  /** Absolute path of the collection's folder, as `nameOfBytes` writes it. */
  root: string;
  rule: MelodyRuleName;
  /** In what the notes are told; default "seconds". */
  time?: TimeUnit;
}

/** What a cache knew: its songs by the names of their files. */
export interface Known {
  songs: Map<string, KnownSong>;
  /** Whether that was in the one file that {@link SongCache.save} makes, and all of it was whole. */
  complete: boolean;
  /** Whether something in it was damaged, and is lost. */
  damaged: boolean;
}

/**
 * One file of songs for a collection, beside it, while the collection is read for the first time, parts of it. Two
 * processes may use a cache at once: files are put in place in one step, and whoever is last has the say.
 */
export class SongCache {
  /** Where the songs of the whole collection are. */
  readonly file: string;
  private readonly about: About;
  private readonly name: string;
  private parts = 0;
  private used: string[] = [];

  /** @param folder where caches are kept; it is made when it is needed */
  constructor(
    private readonly folder: string,
    { root, rule, time = "seconds" }: CacheKey,
  ) {
    this.about = { folder: root, rule, time, reader: readerDigest() };
    const digest = createHash("sha256").update(root).digest("hex").slice(0, 12);
    this.name = `${path
      .basename(root)
      .replace(/[^A-Za-z0-9_-]+/g, "_")
      .slice(0, 40)}-${digest}-${rule}-${time}`;
    this.file = path.join(folder, `${this.name}.arrow`);
  }

  /** All that is known, in whatever file; nothing where there is no cache, or one of another version of the reader. */
  load(): Known {
    const known: Known = { songs: new Map(), complete: false, damaged: false };
    this.used = this.filesOf();
    for (const file of this.used) {
      const bytes = readWhole(file);
      if (!bytes) continue;
      const { about, songs, damaged } = songsOf(bytes);
      const mine = Object.entries(this.about).every(([name, value]) => about[name] === value);
      // The file of another reader or collection is just not for us; where not even that can be read, it is damaged.
      if (damaged && (mine || Object.keys(about).length === 0)) known.damaged = true;
      if (!mine) continue;
      for (const { song, state } of songs) known.songs.set(song.name, { song, state });
      if (file === this.file) known.complete = !damaged && this.used.length === 1;
    }
    return known;
  }

  /** Keeps some songs for the case that the reading is interrupted. @throws Error of the file system. */
  async savePart(songs: Iterable<KnownSong>): Promise<void> {
    fs.mkdirSync(this.folder, { recursive: true });
    const file = path.join(this.folder, `${this.name}.${process.pid}-${Date.now()}-${this.parts++}.part`);
    await writeSongs(file, songs, this.about);
    this.used.push(file);
  }

  /** Keeps the songs of the whole collection, in their order; the parts go. @throws Error of the file system. */
  async save(songs: Iterable<KnownSong>): Promise<void> {
    fs.mkdirSync(this.folder, { recursive: true });
    await writeSongs(this.file, songs, this.about);
    for (const file of this.used) if (file !== this.file) fs.rmSync(file, { force: true });
    this.used = [];
    this.sweep();
  }

  /** Takes away what a process that was killed left of this cache, half written. */
  private sweep(): void {
    for (const name of fs.readdirSync(this.folder)) {
      if (!name.startsWith(`${this.name}.`) || !name.endsWith(".tmp")) continue;
      const file = path.join(this.folder, name);
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat && Date.now() - stat.mtimeMs > LEFT_BEHIND) fs.rmSync(file, { force: true });
    }
  }

  /** The whole first, then its parts, which are newer. */
  private filesOf(): string[] {
    let names: string[] = [];
    try {
      names = fs.readdirSync(this.folder).sort();
    } catch {
      // There is none yet; or none that can be used, which shows when it is written to.
    }
    const parts = names.filter((name) => name.startsWith(`${this.name}.`) && name.endsWith(".part"));
    const whole = names.includes(path.basename(this.file)) ? [this.file] : [];
    return [...whole, ...parts.map((name) => path.join(this.folder, name))];
  }
}

/** The bytes of a file of any size; null where it is gone, as when another process has just replaced it. */
function readWhole(file: string): Uint8Array | null {
  let handle: number;
  try {
    handle = fs.openSync(file, "r");
  } catch {
    return null;
  }
  try {
    const bytes = new Uint8Array(fs.fstatSync(handle).size);
    let length = 0;
    for (let n = -1; n !== 0 && length < bytes.length; length += n) {
      n = fs.readSync(handle, bytes, length, Math.min(bytes.length - length, 2 ** 30), length);
    }
    return bytes.subarray(0, length);
  } finally {
    fs.closeSync(handle);
  }
}
