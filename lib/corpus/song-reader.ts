/** Reads the files of a collection one by one: what each of them gives. */
import * as fs from "fs";
import { readTunes } from "./abc/read-tunes";
import { bytesOfName } from "./file-name";
import { Melody } from "./melody";
import type { MelodyRuleName } from "./melody-rules";
import { MidiError } from "./midi-error";
import { openingReason } from "./midi-folder";
import { LARGEST } from "./midi-scanner";
import { NoteBlocks } from "./note-blocks";
import { NoteTable } from "./note-table";
import { readMelody } from "./pick-melody";
import type { TimeUnit } from "./tempo-map";

/** What cannot be used, and why. */
export interface Skipped {
  file: string;
  reason: string;
}

/** What is read of a song. */
export interface ReadAs {
  rule: MelodyRuleName;
  /** In what its notes are told; default "seconds". */
  time?: TimeUnit;
}

/** One file of songs, read: the melody of a MIDI file, the tunes of an ABC file. */
export interface SongFile {
  /** Relative to the collection's folder, as `nameOfBytes` writes it. */
  name: string;
  melodies: readonly Melody[];
  /** The file itself where nothing of it can be used; else those of its tunes that cannot. */
  skipped: readonly Skipped[];
  /** Whether all that follows from the file's bytes, and so holds for as long as they do. */
  lasting: boolean;
}

export class SongReader {
  // Used again for each file: to make and to clear them takes longer than to read a song.
  private readonly table = new NoteTable();
  private bytes = new Uint8Array(1 << 16);

  private readonly blocks = new NoteBlocks();

  /** @param root absolute path of the collection's folder, as `nameOfBytes` writes it */
  constructor(
    private readonly root: string,
    private readonly how: ReadAs,
  ) {}

  /** What the file of that name gives. Never throws: what is wrong with a file is in `skipped`. */
  read(name: string): SongFile {
    try {
      const bytes = this.bytesOf(name);
      if (!/\.abc$/i.test(name)) {
        const { make } = this.blocks;
        const melody = readMelody(bytes, name, this.how.rule, { notes: this.table, time: this.how.time, make });
        return { name, melodies: [this.keep(melody)], skipped: [], lasting: true };
      }
      const { melodies, skipped } = readTunes(bytes, name);
      return { name, melodies: melodies.map((melody) => this.keep(melody)), skipped, lasting: true };
    } catch (error) {
      const lasting = error instanceof MidiError;
      return unusable(name, lasting ? error.reason : openingReason(error), lasting);
    }
  }

  private keep(melody: Melody): Melody {
    const kept = this.blocks.keep(melody);
    return kept === melody ? melody : new Melody(melody, kept);
  }

  /** The file's bytes, until the next file is read. */
  private bytesOf(name: string): Uint8Array {
    // Not blocking: should the name have come to be a pipe, it would wait for ever.
    const file = fs.openSync(bytesOfName(`${this.root}/${name}`), fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      const stat = fs.fstatSync(file);
      const reason = unfit(stat);
      if (reason) throw new Error(reason);
      if (stat.size > this.bytes.length) this.bytes = new Uint8Array(2 ** Math.ceil(Math.log2(stat.size)));
      let length = 0;
      for (let n = -1; n !== 0 && length < stat.size; length += n) {
        n = fs.readSync(file, this.bytes, length, stat.size - length, null);
      }
      return this.bytes.subarray(0, length);
    } finally {
      fs.closeSync(file);
    }
  }
}

/** A file of which nothing can be used. */
export function unusable(name: string, reason: string, lasting = false): SongFile {
  return { name, melodies: [], skipped: [{ file: name, reason }], lasting };
}

/** Why what is under a song's name is not even opened; null where it is. */
export function unfit(stat: { isFile(): boolean; size: number | bigint }): string | null {
  if (!stat.isFile()) return "not a regular file";
  return stat.size > LARGEST ? `larger than ${LARGEST / 1024 / 1024} MiB, too large for a song` : null;
}
