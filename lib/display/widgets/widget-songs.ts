/** The songs that the bin explorer's 3-gram reads, as rows of the counts. */
import type { Melody } from "../../corpus";
import { costOfCounts, countSymbols, type NoteBins, type NoteCounts, valuesOf } from "../../encoding";
import { leftOutStrengths, withoutDuplicates } from "../../evaluation";
import { showable } from "../jupyter/escape";
import type { BinsData } from "./bins-data";
import { pack } from "./packed";

/** Notes that the 3-gram looks at, at most: whole songs, spread evenly over the collection. */
const MOST_NOTES = 60_000;

/** The notes of each melody as rows of `counts`, in their order; melodies that are not counted there are left out. */
function rowsOf(melodies: readonly Melody[], counts: NoteCounts): { file: string; rows: Uint32Array }[] {
  const { duration, velocity } = counts.features;
  const key = (pitch: number, v: number, d: number): string => `${pitch} ${v} ${d}`;
  const rowAt = new Map(
    Array.from(counts.pitch, (pitch, row) => [
      key(pitch, velocity.values[velocity.at[row]], duration.values[duration.at[row]]),
      row,
    ]),
  );
  return melodies.flatMap((melody) => {
    const [durations, velocities] = [valuesOf([melody], "duration"), valuesOf([melody], "velocity")];
    const rows = Array.from(melody.pitch, (pitch, i) => rowAt.get(key(pitch, velocities[i], durations[i])) ?? -1);
    return rows.includes(-1) ? [] : [{ file: melody.file, rows: Uint32Array.from(rows) }];
  });
}

/** Songs, one after the other, as rows of the counts. */
export interface SongRows {
  rows: Uint32Array;
  /** Where each song begins. */
  starts: number[];
  names: string[];
  /** Notes of all the songs, those that are left out included. */
  of: number;
}

/** Different songs, as many as there is room for. */
export function songRows(melodies: readonly Melody[], counts: NoteCounts): SongRows {
  const songs = rowsOf(melodies, counts);
  const fileOf = new Map(songs.map(({ file, rows }) => [rows, file]));
  const all = withoutDuplicates(songs.map(({ rows }) => rows));
  const of = all.reduce((sum, song) => sum + song.length, 0);
  const every = Math.max(1, of / MOST_NOTES);
  const taken = all.filter((_, s) => Math.floor((s + 1) / every) > Math.floor(s / every));
  const rows = Uint32Array.from(taken.flatMap((song) => Array.from(song)));
  let at = 0;
  const starts = taken.map((song) => (at += song.length) - song.length);
  return { rows, starts, names: taken.map((song) => showable(fileOf.get(song)!)), of };
}

/** The κ of a 3-gram's contexts that suit `bins`: see `leftOutStrengths`. */
export function strengthsFor({ rows, starts }: SongRows, counts: NoteCounts, bins: NoteBins): number[] {
  const symbols = countSymbols(counts, bins);
  const { vocabulary } = costOfCounts(counts, bins);
  return leftOutStrengths({ notes: rows.map((row) => symbols[row]), starts, vocabulary }, 3);
}

/** What the explorer is told of the songs. */
export function songsFor3Gram(melodies: readonly Melody[], counts: NoteCounts, bins: NoteBins): BinsData["songs"] {
  const songs = songRows(melodies, counts);
  return { ...songs, rows: pack(songs.rows), strengths: strengthsFor(songs, counts, bins) };
}
