/** Which songs of a collection a preset takes, and on which side of the split each is. */
import type { Melody } from "../corpus";
import { familyFractions } from "./families";
import { sideOf, splitFraction, type Split } from "./split";

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * The side of each melody. By "tune" it is {@link splitOf} wherever that leaves no side empty. In a small collection the two
 * borders move, as little as they must, so that every side gets a song; copies of one tune stay together. With two
 * different tunes there is no test song, with one no validation song either. By "family" whole families of tunes
 * ({@link familyFractions}) stay together in the same way.
 */
export function sidesOf(melodies: readonly Melody[], by: "tune" | "family" = "tune"): Split[] {
  const fractions = by === "family" ? familyFractions(melodies) : melodies.map(splitFraction);
  const tunes = [...new Set(fractions)].sort((a, b) => a - b);
  const wanted = (side: Split): number => tunes.filter((tune) => sideOf(tune) === side).length;
  const n = tunes.length;
  const train = clamp(wanted("train"), Math.min(1, n), Math.max(1, n - 2));
  const left = n - train;
  const validation = clamp(wanted("train") + wanted("validation") - train, Math.min(1, left), Math.max(1, left - 1));
  const rank = new Map(tunes.map((tune, i) => [tune, i]));
  return fractions.map((fraction) => {
    const at = rank.get(fraction)!;
    return at < train ? "train" : at < train + validation ? "validation" : "test";
  });
}

/**
 * The positions, ascending, of `limit` songs spread evenly over the collection (all when null): a tenth of them,
 * at least one, from validation and from test, the others from train.
 */
export function pickSongs(sides: readonly Split[], limit: number | null): number[] {
  if (limit === null || limit >= sides.length) return sides.map((_, i) => i);
  const held = Math.max(1, Math.round(limit / 10));
  const at = (side: Split): number[] => sides.flatMap((s, i) => (s === side ? [i] : []));
  const validation = spread(at("validation"), held);
  const test = spread(at("test"), held);
  const train = spread(at("train"), Math.max(1, limit - validation.length - test.length));
  return [...train, ...validation, ...test].sort((a, b) => a - b);
}

/** `count` of the values, evenly apart; all when there are not more. */
function spread(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.floor(((i + 0.5) * values.length) / count)]);
}
