/** Shannon entropy. */

/**
 * Shannon entropy of the distribution that `counts` make, −Σ p log₂ p, in bits: 0 where all fall together, log₂ k
 * where k values are equally frequent. 0 when there is nothing to count.
 */
export function entropy(counts: Iterable<number>): number {
  const filled = [...counts].filter((count) => count > 0);
  const total = filled.reduce((sum, count) => sum + count, 0);
  return filled.reduce((sum, count) => sum + (count / total) * Math.log2(total / count), 0);
}
