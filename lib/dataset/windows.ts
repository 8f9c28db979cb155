/** Windows: songs cut into pieces of equal length, as input and target of the training. */
import { START } from "../encoding";
import type { Objective } from "../preset";

/** nb windows of T indices each, one after the other: shape [nb, T] in row order. */
export interface Windows {
  /** nb, the number of windows. */
  count: number;
  /** T, the notes of a window. */
  timesteps: number;
  /** What the encoder reads, [nb, T]. */
  encoder: Int32Array;
  /** What the decoder reads, [nb, T]: the target one step later, START first (teacher forcing). */
  decoder: Int32Array;
  /** What the decoder is to predict, [nb, T]. */
  target: Int32Array;
  /** Index of the song that each window is from, [nb]. */
  song: Int32Array;
  /** How many songs are too short for even one window. */
  tooShort: number;
}

/**
 * Cuts `songs` (indices of pseudo-notes) into windows of `timesteps` notes, a new one every `stride` notes. A song's
 * last window ends with its last note, so that with a stride of at most `timesteps` no note is lost; it may overlap the
 * one before more than the others do. For "continuation" a window is followed by its target, 2 × `timesteps` notes.
 * @throws Error when `timesteps` or `stride` is not a whole number of 1 or more.
 */
export function makeWindows(
  songs: readonly Int32Array[],
  o: { timesteps: number; stride: number; objective?: Objective },
): Windows {
  const { timesteps, stride, objective = "reconstruction" } = o;
  for (const [name, value] of Object.entries({ timesteps, stride })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new Error(`${name} is ${value}; give a whole number of 1 or more.`);
    }
  }
  const ahead = objective === "continuation" ? timesteps : 0;
  const span = timesteps + ahead;
  const starts = songs.map((song) => startsOf(song.length, span, stride));
  const count = starts.reduce((sum, s) => sum + s.length, 0);
  const windows: Windows = {
    count,
    timesteps,
    encoder: new Int32Array(count * timesteps),
    decoder: new Int32Array(count * timesteps),
    target: new Int32Array(count * timesteps),
    song: new Int32Array(count),
    tooShort: starts.filter((s) => s.length === 0).length,
  };
  let row = 0;
  starts.forEach((ofSong, song) => {
    for (const start of ofSong) {
      const at = row * timesteps;
      const target = songs[song].subarray(start + ahead, start + span);
      windows.encoder.set(songs[song].subarray(start, start + timesteps), at);
      windows.target.set(target, at);
      windows.decoder[at] = START;
      windows.decoder.set(target.subarray(0, timesteps - 1), at + 1);
      windows.song[row] = song;
      row++;
    }
  });
  return windows;
}

/** First notes of the stretches of `span` notes in a song of `length`: every `stride`, and the one at the very end. */
function startsOf(length: number, span: number, stride: number): number[] {
  const starts: number[] = [];
  for (let start = 0; start + span <= length; start += stride) starts.push(start);
  if (starts.length > 0 && starts[starts.length - 1] + span < length) starts.push(length - span);
  return starts;
}
