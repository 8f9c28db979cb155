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
   */
  constructor(
    readonly songs: readonly Int32Array[],
    readonly timesteps: number,
    readonly ahead: number,
    readonly song: Int32Array,
    readonly start: Int32Array,
  ) {
    this.count = start.length;
  }

  /** How many songs are too short for even one window. */
  get tooShort(): number {
    return this.songs.length - new Set(this.song).size;
  }

  /** What the encoder reads in window `w` (0 to nb−1): [T], a view of the song. @throws RangeError for another `w`. */
  encoder(w: number): Int32Array {
    return this.notes(w, 0);
  }

  /** What the decoder is to predict: [T], a view of the song. @throws RangeError where there is no such window. */
  target(w: number): Int32Array {
    return this.notes(w, this.ahead);
  }

  /** What the decoder reads: the target one step late, START first (teacher forcing): [T], a new array. */
  decoder(w: number): Int32Array {
    const late = new Int32Array(this.timesteps);
    lateInto(this.target(w), late);
    return late;
  }

  private notes(w: number, ahead: number): Int32Array {
    if (!(w in this.start)) throw new RangeError(`There is no window ${w}; there are ${this.count}, counted from 0.`);
    const first = this.start[w] + ahead;
    return this.songs[this.song[w]].subarray(first, first + this.timesteps);
  }
}

/** Writes START and then all but the last of `notes` into `out`, which is as long. */
export function lateInto(notes: Int32Array, out: Int32Array): void {
  out[0] = START;
  out.set(notes.subarray(0, notes.length - 1), 1);
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
  const starts = songs.map((song) => startsOf(song.length, timesteps + ahead, stride));
  const count = starts.reduce((sum, ofSong) => sum + ofSong.length, 0);
  const song = new Int32Array(count);
  const start = new Int32Array(count);
  let row = 0;
  starts.forEach((ofSong, s) => {
    song.fill(s, row, row + ofSong.length);
    start.set(ofSong, row);
    row += ofSong.length;
  });
  return new Windows(songs, timesteps, ahead, song, start);
}

/** First notes of the stretches of `span` notes in a song of `length`: every `stride`, and the one at the very end. */
function startsOf(length: number, span: number, stride: number): number[] {
  const starts: number[] = [];
  for (let start = 0; start + span <= length; start += stride) starts.push(start);
  if (starts.length > 0 && starts[starts.length - 1] + span < length) starts.push(length - span);
  return starts;
}
