/** Some of many. */

/** `count` of them, evenly apart; all when there are not more. */
export function spreadOver<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]);
}
