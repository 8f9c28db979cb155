/**
 * How far a piece's values lie from the training set's, as distances between two histograms over the same bins.
 *
 * Yang and Lerch ("On the evaluation of generative models in music", Neural Computing and Applications, 2020)
 * take both from Gaussian kernel densities. Generated notes have as many lengths as there are duration bins, and at
 * stage 1 only one, from which no kernel width can be estimated; so here the bins themselves are the histogram.
 */

/** Both counts as shares that sum to 1. @throws Error when the lengths differ or one is empty. */
function shares(a: readonly number[], b: readonly number[]): [number[], number[]] {
  if (a.length !== b.length) {
    throw new Error(`Histograms of ${a.length} and ${b.length} bins cannot be compared; use the same bins.`);
  }
  const share = (counts: readonly number[]) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (!(total > 0)) throw new Error("An empty histogram has no distribution; pass at least one value.");
    return counts.map((count) => count / total);
  };
  return [share(a), share(b)];
}

/**
 * Kullback–Leibler divergence D(piece ‖ training) = Σ p log₂ (p / q), in bits: 0 when the shares are equal. Bins
 * that the piece leaves empty add nothing; Infinity when it fills one that the training set leaves empty.
 */
export function divergence(piece: readonly number[], training: readonly number[]): number {
  const [p, q] = shares(piece, training);
  return p.reduce((sum, share, i) => sum + (share > 0 ? share * Math.log2(share / q[i]) : 0), 0);
}

/** Overlapping area Σ min(p, q) of the two distributions: 0 (nothing in common) to 1 (equal). */
export function overlap(piece: readonly number[], training: readonly number[]): number {
  const [p, q] = shares(piece, training);
  return p.reduce((sum, share, i) => sum + Math.min(share, q[i]), 0);
}
