import { emptyColumns, viewOf, type NoteColumns } from "../note-columns";
import type { MelodyRule } from "./rule";

/**
 * The skyline: what sounds highest, whichever instrument plays it. After "all-mono" in A. Uitdenbogerd and J. Zobel,
 * "Melodic Matching Techniques for Large Music Databases" (1999), but under a long high note the lower ones are left
 * out for as long as it sounds, not only those that start with it.
 */
export const skyline: MelodyRule = {
  takes: "the highest notes of all tracks",
  pick(voices) {
    const all = voices.map((voice) => voice.columns());
    const { columns, from } = highest(all);
    const given = all.map(() => 0);
    for (const voice of from) given[voice]++;
    const { program } = voices[given.indexOf(Math.max(...given))];
    return { name: "highest notes", program, length: columns.length, columns: () => columns };
  },
};

/**
 * The notes that are not under a higher one that sounds at their start; of one pitch and start, the longest. Each ends
 * at the latest where the next begins. `from` tells which of `voices` each is from.
 */
export function highest(voices: readonly NoteColumns[]): { columns: NoteColumns; from: Uint32Array } {
  const total = voices.reduce((sum, { length }) => sum + length, 0);
  const all = emptyColumns(total);
  const voiceOf = new Uint32Array(total);
  let filled = 0;
  for (const [v, voice] of voices.entries()) {
    all.pitch.set(voice.pitch, filled);
    all.velocity.set(voice.velocity, filled);
    all.start.set(voice.start, filled);
    all.end.set(voice.end, filled);
    voiceOf.fill(v, filled, (filled += voice.length));
  }
  const { pitch, velocity, start, end } = all;
  const order = Uint32Array.from(pitch.keys()).sort(
    (a, b) => start[a] - start[b] || pitch[b] - pitch[a] || end[b] - end[a] || a - b,
  );
  const until = new Float64Array(128).fill(-Infinity); // For each pitch, how long it sounds at least.
  const columns = emptyColumns(total);
  const from = new Uint32Array(total);
  let kept = 0;
  for (const row of order) {
    let covered = kept > 0 && start[row] === columns.start[kept - 1]; // By the one above or beside it.
    for (let p = pitch[row] + 1; p < 128 && !covered; p++) covered = until[p] > start[row];
    until[pitch[row]] = Math.max(until[pitch[row]], end[row]);
    if (covered) continue;
    if (kept > 0) columns.end[kept - 1] = Math.min(columns.end[kept - 1], start[row]);
    columns.pitch[kept] = pitch[row];
    columns.velocity[kept] = velocity[row];
    columns.start[kept] = start[row];
    columns.end[kept] = end[row];
    from[kept++] = voiceOf[row];
  }
  return { columns: viewOf(columns, 0, kept), from: from.subarray(0, kept) };
}
