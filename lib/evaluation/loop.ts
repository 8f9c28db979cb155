/** The loop in which a piece ends. Argmax decoding that has come back to an earlier state cannot leave it again. */

type Piece = ArrayLike<number>;

/**
 * Notes that an ending must have, beside two turns of the loop, to be called a loop. Two turns alone would make a
 * loop of two equal notes or of a chord struck twice, with which many a melody closes. Only periods below 6 are held
 * to more than two turns by it.
 */
export const LEAST_LOOP = 12;

export interface Loop {
  /** Notes in one turn. */
  period: number;
  /** Notes from where the repeating part begins to the end of the piece; at least max(2 × period, LEAST_LOOP). */
  length: number;
}

/**
 * The loop a piece ends in: the smallest period p for which x[t] = x[t − p] holds throughout the final
 * max(2p, {@link LEAST_LOOP}) notes, that is, for every t whose t − p also lies among them. Null where there is none.
 *
 * So a loop is seen from its second full turn on; one longer than half the piece cannot be seen, nor can any in a
 * piece of fewer than 12 notes. What comes before the loop may be anything, and the last turn may be broken off.
 */
export function finalLoop(piece: Piece): Loop | null {
  const n = piece.length;
  for (let period = 1; 2 * period <= n; period++) {
    let begin = n - period;
    while (begin > 0 && piece[begin - 1] === piece[begin - 1 + period]) begin--;
    const length = n - begin;
    if (length >= Math.max(2 * period, LEAST_LOOP)) return { period, length };
  }
  return null;
}

/** Notes in one turn of the loop the piece ends in, null where there is none: see {@link finalLoop}. */
export function loopPeriod(piece: Piece): number | null {
  return finalLoop(piece)?.period ?? null;
}

/** The share of the piece's notes that lie in the loop it ends in, 0 (no loop) to 1 (nothing else). */
export function loopedShare(piece: Piece): number {
  return piece.length === 0 ? 0 : (finalLoop(piece)?.length ?? 0) / piece.length;
}
