/** Seeded numbers for property tests: a linear congruential generator (Numerical Recipes' constants). */
export function randomPieces(seed: number) {
  let state = seed >>> 0;
  const below = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { below, piece: (length: number, kinds: number) => Int32Array.from({ length }, () => below(kinds)) };
}
