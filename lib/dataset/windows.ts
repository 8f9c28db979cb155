/** Windows: songs cut into pieces of equal length, as input and target of the training. */
import { START } from "../encoding";
import type { Objective } from "../preset";

/** Where each window stands in its song. The notes stay in the songs, which are not copied. */
export class Windows {
  /** nb, the number of windows. */
  readonly count: number;

  /**
   * @param songs indices of the vocabulary, one array a song
   * @param timesteps T, the notes of a window
   * @param ahead notes from a window's start to its target's: 0 (reconstruction), T (continuation)
   * @param song the song of each window, as its place in `songs`: [nb]
   * @param start the first note of each window within its song: [nb]
   * @param lengths the notes of each window, at most T, where they differ: [nb]
   */
  constructor(
    readonly songs: readonly Int32Array[],
    readonly timesteps: number,
    readonly ahead: number,
    readonly song: Int32Array,
    readonly start: Int32Array,
    readonly lengths?: Int32Array,
  ) {
    this.count = start.length;
  }

  /** How many notes are to be predicted: those of all targets. */
  get notes(): number {
    return this.lengths ? this.lengths.reduce((sum, length) => sum + length, 0) : this.count * this.timesteps;
  }

  /** Notes of window `w`. */
  length(w: number): number {
    return this.lengths ? this.lengths[w] : this.timesteps;
  }

  /** How many songs are too short for even one window. */
  get tooShort(): number {
    return this.songs.length - new Set(this.song).size;
  }

  /**
   * What the encoder reads in window `w` (0 to nb−1): [T], or as many as the window has, a view of the song.
   * @throws RangeError for another `w`.
   */
  encoder(w: number): Int32Array {
    return this.cut(w, 0);
  }

  /** What the decoder is to predict: [T], a view of the song. @throws RangeError where there is no such window. */
  target(w: number): Int32Array {
    return this.cut(w, this.ahead);
  }

  /** What the decoder reads: the target one step late, START first (teacher forcing): [T], a new array. */
  decoder(w: number): Int32Array {
    const late = new Int32Array(this.length(w));
    lateInto(this.target(w), late);
    return late;
  }

  private cut(w: number, ahead: number): Int32Array {
    if (!(w in this.start)) throw new RangeError(`There is no window ${w}; there are ${this.count}, counted from 0.`);
    const first = this.start[w] + ahead;
    return this.songs[this.song[w]].subarray(first, first + this.length(w));
  }
}

/** Writes START and then all but the last of `notes` into `out`, which is as long. */
export function lateInto(notes: Int32Array, out: Int32Array): void {
  out[0] = START;
  out.set(notes.subarray(0, notes.length - 1), 1);
}

/** How windows are cut: `timesteps` notes each, a new one every `stride` notes. */
export interface WindowOptions {
  timesteps: number;
  stride: number;
  objective?: Objective;
  /** One window a song, from its beginning to its end or to `timesteps` notes. For reconstruction only. */
  wholeSongs?: boolean;
}

/**
 * Cuts `songs` (indices of pseudo-notes) into windows of `timesteps` notes, a new one every `stride` notes. A song's
 * last window ends with its last note, so that with a stride of at most `timesteps` no note is lost; it may overlap the
 * one before more than the others do. For "continuation" a window is followed by its target, 2 × `timesteps` notes.
 * With `wholeSongs` each song that has notes gives one window.
 * @throws Error when `timesteps` or `stride` is not a whole number of 1 or more, or whole songs are to be continued.
 */
export function makeWindows(songs: readonly Int32Array[], options: WindowOptions): Windows {
  const { timesteps, stride, wholeSongs = false } = options;
  const span = spanOf(options);
  const count = songs.reduce((sum, { length }) => sum + windowsIn(length, options), 0);
  const song = new Int32Array(count);
  const start = new Int32Array(count);
  let row = 0;
  for (const [s, { length }] of songs.entries()) {
    for (let left = windowsIn(length, options), at = 0; left > 0; left--, at += stride, row++) {
      song[row] = s;
      start[row] = wholeSongs ? 0 : Math.min(at, length - span);
    }
  }
  const lengths = song.map((s) => Math.min(songs[s].length, timesteps));
  return new Windows(songs, timesteps, span - timesteps, song, start, wholeSongs ? lengths : undefined);
}

/**
 * How many windows a song of `length` notes gives: one every `stride`, and the one at the very end.
 * @throws Error as {@link makeWindows}.
 */
export function windowsIn(length: number, options: WindowOptions): number {
  const free = length - spanOf(options);
  if (options.wholeSongs) return Math.min(length, 1);
  return free < 0 ? 0 : 1 + Math.ceil(free / options.stride);
}

/** Notes from the start of a window to the end of its target. */
function spanOf({ timesteps, stride, objective = "reconstruction", wholeSongs }: WindowOptions): number {
  for (const [name, value] of Object.entries({ timesteps, stride })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new Error(`${name} is ${value}; give a whole number of 1 or more.`);
    }
  }
  if (wholeSongs && objective !== "reconstruction") {
    throw new Error(`Whole songs leave nothing for the objective "${objective}"; take "reconstruction".`);
  }
  return objective === "continuation" ? 2 * timesteps : timesteps;
}
