/**
 * Is a piece new, or a copy of what the model was fed? Pieces and songs are sequences of pseudo-note indices of one
 * vocabulary; a copy is exact: the same pitches, velocity bins and duration bins, untransposed.
 *
 * After Yin, Reuben, Stepney, Collins: "Measuring When a Music Generation Algorithm Copies Too Much", SN Computer
 * Science, 2022, who likewise set the figure beside what human pieces share with each other.
 */

type Song = ArrayLike<number>;

export interface Copy {
  /** Notes in the passage; 0 when not even one note is shared. */
  length: number;
  /** Index of the song it is found in, −1 for length 0. */
  song: number;
  /** Where the passage begins in that song, in notes; −1 for length 0. */
  at: number;
  /** Where it begins in the piece, in notes; −1 for length 0. */
  from: number;
}

/** Songs laid out end to end, with the places of every pseudo-note: built once, asked for many pieces. */
export class SongIndex {
  private readonly places = new Map<number, number[]>();
  private readonly begins: number[] = [];
  private readonly songAt: number[] = [];

  constructor(readonly songs: readonly Song[]) {
    songs.forEach((song, s) => {
      this.begins.push(this.songAt.length);
      for (let t = 0; t < song.length; t++) {
        const places = this.places.get(song[t]);
        if (places) places.push(this.songAt.length);
        else this.places.set(song[t], [this.songAt.length]);
        this.songAt.push(s);
      }
      this.songAt.push(-1); // a gap, so that no passage runs from one song into the next
    });
  }

  /**
   * For each note t of `piece`: the longest passage that ends at t and is found in a song; the song numbered
   * `leaveOut` is not looked at.
   *
   * The usual table of longest common suffixes, of which only the row of the note before is kept, and of that only
   * the places where the note occurs at all: time is the sum over the piece of each note's number of places.
   */
  matches(piece: Song, leaveOut = -1): Copy[] {
    const next = this.follow(leaveOut);
    return Array.from(piece, (note) => next(note));
  }

  /** The same note by note, for a piece that is not finished: what is returned takes one note after the other. */
  follow(leaveOut = -1): (note: number) => Copy {
    let before = new Map<number, number>();
    let t = 0;
    return (note) => {
      const row = new Map<number, number>();
      let best: Copy = { length: 0, song: -1, at: -1, from: -1 };
      for (const place of this.places.get(note) ?? []) {
        const song = this.songAt[place];
        if (song === leaveOut) continue;
        const length = (before.get(place - 1) ?? 0) + 1;
        row.set(place, length);
        if (length > best.length) {
          best = { length, song, at: place - this.begins[song] - length + 1, from: t - length + 1 };
        }
      }
      before = row;
      t++;
      return best;
    };
  }

  /** The longest passage of the piece that is found in a song; the first of equally long ones. */
  longestCopy(piece: Song, leaveOut = -1): Copy {
    return this.matches(piece, leaveOut).reduce((best, copy) => (copy.length > best.length ? copy : best), {
      length: 0,
      song: -1,
      at: -1,
      from: -1,
    });
  }
}

/** The longest passage of pseudo-notes that `piece` shares with any of the songs. For many pieces, build a {@link SongIndex} once. */
export function longestCopy(piece: Song, songs: readonly Song[]): Copy {
  return new SongIndex(songs).longestCopy(piece);
}

/** The share of the piece's n-grams that are found in a song, 0 to 1; 0 for a piece of fewer than n notes. */
export function ngramOverlap(piece: Song, songs: readonly Song[], n: number): number {
  const matches = new SongIndex(songs).matches(piece);
  return overlapFrom(
    matches.map((match) => match.length),
    n,
  );
}

/** The same from the length of the passage that ends at each note ({@link SongIndex.matches}). */
export function overlapFrom(lengths: readonly number[], n: number): number {
  const grams = lengths.length - n + 1;
  return grams < 1 ? 0 : lengths.slice(n - 1).filter((length) => length >= n).length / grams;
}
