/** Songs in columns: the form in which they pass between threads, and lie in a file. */
import { Melody } from "./melody";
import { emptyColumns, viewOf, type NoteColumns } from "./note-columns";
import type { SongFile } from "./song-reader";

/** A row for each melody, and one for each file or tune that cannot be used; a file's rows stand together. */
export interface SongBlock {
  /** The file of songs that a row is of. */
  source: string[];
  /** The melody's own name, or that of what cannot be used: the same, but for tunes of an ABC file. */
  file: string[];
  /** Why it cannot be used; null where it is a melody. */
  reason: (string | null)[];
  /** Whether that holds for as long as the file's bytes do. */
  lasting: boolean[];
  track: string[];
  /** General MIDI programs, 0–127. */
  program: Uint8Array;
  /** The notes of row i are those from offsets[i] up to offsets[i + 1]: [rows + 1]. */
  offsets: Int32Array;
  /** Of all the melodies, one after the other. */
  notes: NoteColumns;
}

/** The songs of some files as a block, in memory of its own. */
export function packSongs(songs: readonly SongFile[]): SongBlock {
  const melodies = songs.flatMap((song) => song.melodies);
  const rows = songs.reduce((sum, song) => sum + song.melodies.length + song.skipped.length, 0);
  const notes = emptyColumns(melodies.reduce((sum, { length }) => sum + length, 0));
  const block: SongBlock = {
    source: [],
    file: [],
    reason: [],
    lasting: [],
    track: [],
    program: new Uint8Array(rows),
    offsets: new Int32Array(rows + 1),
    notes,
  };
  let row = 0;
  const add = (song: SongFile, file: string, reason: string | null, track: string, length: number): void => {
    block.source.push(song.name);
    block.file.push(file);
    block.reason.push(reason);
    block.lasting.push(song.lasting);
    block.track.push(track);
    block.offsets[row + 1] = block.offsets[row] + length;
    row++;
  };
  for (const song of songs) {
    for (const melody of song.melodies) {
      const at = block.offsets[row];
      block.program[row] = melody.program;
      notes.pitch.set(melody.pitch, at);
      notes.velocity.set(melody.velocity, at);
      notes.start.set(melody.start, at);
      notes.end.set(melody.end, at);
      add(song, melody.file, null, melody.track, melody.length);
    }
    for (const { file, reason } of song.skipped) add(song, file, reason, "", 0);
  }
  return block;
}

/** The songs of a block, as {@link packSongs} was given them; the notes are views on the block's. */
export function unpackSongs(block: SongBlock): SongFile[] {
  const songs: { name: string; melodies: Melody[]; skipped: SongFile["skipped"][number][]; lasting: boolean }[] = [];
  block.source.forEach((name, row) => {
    let song = songs[songs.length - 1];
    if (song?.name !== name) songs.push((song = { name, melodies: [], skipped: [], lasting: block.lasting[row] }));
    const [file, reason] = [block.file[row], block.reason[row]];
    if (reason !== null) {
      song.skipped.push({ file, reason });
      return;
    }
    const origin = { file, track: block.track[row], program: block.program[row] };
    song.melodies.push(new Melody(origin, viewOf(block.notes, block.offsets[row], block.offsets[row + 1])));
  });
  return songs;
}

/** The memory of a block, for handing it from thread to thread without a copy. */
export function memoryOf({ program, offsets, notes }: SongBlock): ArrayBuffer[] {
  const columns = [program, offsets, notes.pitch, notes.velocity, notes.start, notes.end];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}
