/** Which tunes share passages, by hashes: in a few bytes for each passage of a collection. */
import type { Melody } from "../corpus";

/** What counts as a passage. */
export interface PassageKind {
  /** Intervals in a row. */
  intervals: number;
  /** Different intervals that it has at least: a note repeated, a trill or a tremolo is nobody's own. */
  least: number;
}

/**
 * The different passages of a melody, as hashes of 64 bits: the high 32 of each, then the low 32 of each.
 * A polynomial of the intervals, one for each half, each finished by a mixer of Murmur3's kind.
 */
function hashesOf({ pitch }: Melody, { intervals, least }: PassageKind): { high: Uint32Array; low: Uint32Array } {
  const count = Math.max(0, pitch.length - intervals);
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const lastAt = new Int32Array(256).fill(-1); // Where each interval was last.
  const seen = new Set<number>();
  let kept = 0;
  for (let t = 0; t < count; t++) {
    let [a, b, kinds] = [0x9747b28c, 0x2545f491, 0];
    for (let i = 0; i < intervals; i++) {
      const interval = pitch[t + i + 1] - pitch[t + i] + 128;
      if (lastAt[interval] < t * intervals) kinds++;
      lastAt[interval] = t * intervals + i;
      a = Math.imul(a ^ interval, 0x01000193);
      b = Math.imul(b + interval, 0x85ebca6b) ^ (b >>> 15);
    }
    if (kinds < least) continue;
    const [h, l] = [mixed(a), mixed(b ^ Math.imul(a, 0xc2b2ae35))];
    if (seen.size === seen.add(h * 2 ** 21 + (l >>> 11)).size) continue; // As much of it as a number holds.
    high[kept] = h;
    low[kept++] = l;
  }
  return { high: high.subarray(0, kept), low: low.subarray(0, kept) };
}

function mixed(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A table of bits. */
class Bits {
  private readonly words: Uint32Array;
  private readonly mask: number;

  constructor(log2: number) {
    this.words = new Uint32Array(2 ** Math.max(0, log2 - 5));
    this.mask = 2 ** log2 - 1;
  }

  /** Sets bit `at`, taken modulo the table's size; returns whether it was set already. */
  set(at: number): boolean {
    const bit = at & this.mask;
    const before = (this.words[bit >>> 5] >>> (bit & 31)) & 1;
    this.words[bit >>> 5] |= 1 << (bit & 31);
    return before === 1;
  }

  has(at: number): boolean {
    const bit = at & this.mask;
    return ((this.words[bit >>> 5] >>> (bit & 31)) & 1) === 1;
  }
}

/** Passages of a collection that two tunes or more have. */
export interface SharedPassages {
  /** How many different passages each melody has. */
  counts: Uint32Array;
  /** Calls `visit(a, b, shared)` for all melodies b < a that share passages, with the number of these. */
  forEachPair(visit: (a: number, b: number, shared: number) => void): void;
}

/**
 * Finds the passages that melodies share; those of more than `most` melodies are everybody's and do not count.
 *
 * A passage of one melody only is dropped by a table of bits; of each other, 64 bits are kept: as many for the melody as
 * it takes, the others of the hash. So at 100,000 melodies two different passages are taken for one with a probability
 * of 2⁻⁴⁷, and memory is at most 12 bytes for each passage, and 256 MB for the tables.
 */
export function sharedPassages(melodies: readonly Melody[], kind: PassageKind, most: number): SharedPassages {
  const notes = melodies.reduce((sum, { length }) => sum + length, 0);
  const log2 = Math.min(30, Math.max(10, Math.ceil(Math.log2(16 * (notes + 1)))));
  const [once, twice] = [new Bits(log2), new Bits(log2)];
  const counts = new Uint32Array(melodies.length);
  melodies.forEach((melody, i) => {
    const { high } = hashesOf(melody, kind);
    counts[i] = high.length;
    for (const hash of high) if (once.set(hash)) twice.set(hash);
  });
  const pairs = sortedPairs(melodies, kind, twice);
  return { counts, forEachPair: (visit) => forEachPair(pairs, melodies.length, most, visit) };
}

/** Passages that may be in several melodies, each with the melody's number; sorted, so that equal ones stand together. */
interface Pairs {
  length: number;
  same: (i: number, j: number) => boolean;
  melody: (i: number) => number;
}

function sortedPairs(melodies: readonly Melody[], kind: PassageKind, twice: Bits): Pairs {
  // A pair is 64 bits, as two words, the low one first: of the hash as much as the melody's number leaves, and that.
  const bits = Math.ceil(Math.log2(Math.max(2, melodies.length)));
  let words = new Uint32Array(1 << 16);
  let length = 0;
  melodies.forEach((melody, m) => {
    const { high, low } = hashesOf(melody, kind);
    for (let p = 0; p < high.length; p++) {
      if (!twice.has(high[p])) continue;
      if (2 * length === words.length) {
        const larger = new Uint32Array(2 * Math.ceil(0.75 * words.length));
        larger.set(words);
        words = larger;
      }
      words[2 * length] = (low[p] << bits) | m;
      words[2 * length + 1] = high[p];
      length++;
    }
  });
  new BigUint64Array(words.buffer, 0, length).sort();
  return {
    length,
    same: (i, j) => words[2 * i + 1] === words[2 * j + 1] && words[2 * i] >>> bits === words[2 * j] >>> bits,
    melody: (i) => words[2 * i] & (2 ** bits - 1),
  };
}

function forEachPair(
  { length, same, melody }: Pairs,
  melodies: number,
  most: number,
  visit: (a: number, b: number, shared: number) => void,
): void {
  const forEachGroup = (use: (from: number, to: number) => void): void => {
    for (let from = 0, to = 0; from < length; from = to) {
      while (to < length && same(to, from)) to++;
      if (to - from > 1 && to - from <= most) use(from, to);
    }
  };
  // By melody, where the groups of its passages begin: places[starts[m]] up to places[starts[m + 1]].
  const starts = new Uint32Array(melodies + 1);
  forEachGroup((from, to) => {
    for (let i = from; i < to; i++) starts[melody(i) + 1]++;
  });
  for (let m = 0; m < melodies; m++) starts[m + 1] += starts[m];
  const places = new Uint32Array(starts[melodies]);
  const next = starts.slice();
  forEachGroup((from, to) => {
    for (let i = from; i < to; i++) places[next[melody(i)]++] = from;
  });
  const shared = new Uint32Array(melodies);
  const touched: number[] = [];
  for (let a = 0; a < melodies; a++) {
    for (let at = starts[a]; at < starts[a + 1]; at++) {
      // The melodies of a group increase, so those before this one are the earlier ones.
      for (let i = places[at], b = melody(i); b < a; b = melody(++i)) if (shared[b]++ === 0) touched.push(b);
    }
    for (const b of touched.splice(0)) {
      visit(a, b, shared[b]);
      shared[b] = 0;
    }
  }
}
