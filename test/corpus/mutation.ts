/** Damaged copies of songs, the same ones every time. */

/** Gives a whole number from 0 to n−1. */
export type Below = (n: number) => number;

/** Whole numbers below `n`, the same ones every time: Numerical Recipes' linear congruential generator. */
export function random(seed: number): Below {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A copy of `song` with 1 to `most` of its bytes changed. */
export function changed(song: Uint8Array, most: number, below: Below): Uint8Array {
  const bytes = song.slice();
  for (let n = 1 + below(most); n > 0; n--) bytes[below(bytes.length)] = below(256);
  return bytes;
}

type Damage = (song: Uint8Array, below: Below) => Uint8Array;

/** What happens to files: bytes are changed, lost, doubled, moved; the end is missing; something else is in between. */
export const damages: readonly Damage[] = [
  (song, below) => changed(song, 1, below),
  (song, below) => changed(song, 8, below),
  (song, below) => changed(song, 100, below),
  (song, below) => song.slice(0, below(song.length)),
  (song, below) => {
    const [from, to] = range(song, below);
    return joined(song.subarray(0, from), song.subarray(to));
  },
  (song, below) => {
    const [from, to] = range(song, below);
    return joined(song.subarray(0, to), song.subarray(from));
  },
  (song, below) => {
    const [from, to] = range(song, below);
    const noise = Uint8Array.from({ length: to - from }, () => below(256));
    return joined(song.subarray(0, from), noise, song.subarray(to));
  },
  (song, below) =>
    joined(
      song.subarray(0, 22),
      Uint8Array.from({ length: 400 }, () => below(256)),
    ),
  // The numbers that say how much is to come: a chunk's length, an event's, a wait's.
  (song, below) => {
    const bytes = song.slice();
    const at = below(song.length);
    bytes.fill(below(2) * 0x7f + 0x80, at, at + 1 + below(4));
    return bytes;
  },
  // One bit, as a bad disk has it.
  (song, below) => {
    const bytes = song.slice();
    bytes[below(bytes.length)] ^= 1 << below(8);
    return bytes;
  },
];

function range(song: Uint8Array, below: Below): [from: number, to: number] {
  const from = below(song.length);
  return [from, Math.min(song.length, from + 1 + below(200))];
}

function joined(...pieces: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}
