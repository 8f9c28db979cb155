/** All passages of many songs in their order, so that one is found by bisection. */

/** Below every number that a song holds. */
const END = -1;

/**
 * A suffix array: Manber and Myers, "Suffix arrays: a new method for on-line string searches", 1990. Built once (some seconds
 * for half a million notes), it finds the longest passage that a piece shares with the songs in a fraction of a millisecond
 * a note.
 */
export class SuffixArray {
  private readonly text: Int32Array;
  private readonly order: Int32Array;

  /** @param songs numbers from 0 */
  constructor(songs: readonly ArrayLike<number>[]) {
    this.text = new Int32Array(songs.reduce((sum, { length }) => sum + length + 1, 0)).fill(END);
    let at = 0;
    for (const song of songs) {
      this.text.set(Array.from(song), at);
      at += song.length + 1;
    }
    const { text } = this;
    this.order = Int32Array.from(text.keys()).sort((a, b) => {
      // No passage goes over the end of a song.
      for (let i = 0; ; i++) {
        const [x, y] = [text[a + i] ?? END, text[b + i] ?? END];
        if (x !== y) return x - y;
        if (x === END) return a - b;
      }
    });
  }

  /** How many notes from `from` on the piece shares with some song at most. */
  longestFrom(piece: ArrayLike<number>, from: number): number {
    let [low, high] = [0, this.order.length];
    let best = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.order[middle];
      let shared = 0;
      while (from + shared < piece.length && this.text[at + shared] === piece[from + shared]) shared++;
      best = Math.max(best, shared);
      if (from + shared === piece.length) return best;
      if ((this.text[at + shared] ?? END) < piece[from + shared]) low = middle + 1;
      else high = middle;
    }
    return best;
  }

  /** Notes of the longest passage that the piece shares with a song; 0 when not even one note is shared. */
  longest(piece: ArrayLike<number>): number {
    let best = 0;
    for (let from = 0; from + best < piece.length; from++) best = Math.max(best, this.longestFrom(piece, from));
    return best;
  }
}
