/**
 * How much a piece repeats itself. Pieces are sequences of pseudo-note indices, in playing order.
 */

type Piece = ArrayLike<number>;

/** Notes in the longest unbroken run of one pseudo-note: 1 where no note follows itself, 0 for an empty piece. */
export function longestRun(piece: Piece): number {
  let longest = 0;
  for (let t = 0, run = 0; t < piece.length; t++) {
    run = t > 0 && piece[t] === piece[t - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Number of different pseudo-notes in the piece. */
export function distinct(piece: Piece): number {
  return new Set(Array.from(piece)).size;
}

/** The passages of `n` notes that begin at each note of the piece, in order; overlapping. */
export function ngrams(piece: Piece, n: number): string[] {
  if (!Number.isInteger(n) || n < 1) throw new Error(`An n-gram has 1 note or more, not ${n}; pass a whole number.`);
  const notes = Array.from(piece);
  return Array.from({ length: Math.max(0, notes.length - n + 1) }, (_, t) => notes.slice(t, t + n).join(" "));
}

/**
 * distinct-n: different n-grams / all n-grams of the piece, over 0 to 1 (1: none comes twice).
 *
 * Li, Galley, Brockett, Gao, Dolan: "A Diversity-Promoting Objective Function for Neural Conversation Models",
 * NAACL 2016. 0 for a piece of fewer than n notes.
 */
export function distinctN(piece: Piece, n: number): number {
  const all = ngrams(piece, n);
  return all.length === 0 ? 0 : new Set(all).size / all.length;
}

/**
 * seq-rep-n: the share of n-grams that have come before in the piece, 1 − distinct-n, 0 to under 1.
 *
 * Welleck, Kulikov, Roller, Dinan, Cho, Weston: "Neural Text Generation with Unlikelihood Training",
 * arXiv 1908.04319, section 6 (there with n = 4). 0 for a piece of fewer than n notes.
 */
export function seqRepN(piece: Piece, n: number): number {
  return piece.length < n ? 0 : 1 - distinctN(piece, n);
}
