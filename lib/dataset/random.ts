/** Pseudo-random numbers as pure functions of whole numbers, so that a run needs to store no random state. */

/**
 * Mixes whole numbers into one of 32 bits (0 to 2³²−1): Murmur3's finalizer (Appleby, public domain) after each,
 * with the golden-ratio step of splitmix between them. Order matters.
 */
export function mix(...values: number[]): number {
  let h = 0;
  for (const value of values) {
    h = (h + 0x9e3779b9 + (value >>> 0)) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
    h = (h ^ (h >>> 16)) >>> 0;
  }
  return h;
}

/** The seed of one training step (0 to 2³¹−1): of its dropout masks. `epoch` and `step` count from 0. */
export function stepSeed(seed: number, epoch: number, step: number): number {
  return mix(seed, 1, epoch, step) >>> 1;
}

/**
 * The chance, in [0, 1), that decides what is drawn for a sequence (`row`) at a `step` of composing, both counted from 0.
 * It has 24 bits, which float32 holds exactly: with more it would round to 1.
 */
export function chanceAt(seed: number, step: number, row: number): number {
  return (mix(seed, step, row) >>> 8) / 2 ** 24;
}
