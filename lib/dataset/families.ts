/** Which tunes belong together, so that none is trained on while its kin is held back. */
import { createHash } from "crypto";
import type { Melody } from "../corpus";
import { sharedPassages } from "./passages";
import { splitFraction } from "./split";

/** Notes in a passage that makes two tunes kin. */
export const PASSAGE = 13;

/** Different intervals that such a passage has at least: a note repeated, a trill or a tremolo is nobody's own. */
const LEAST_INTERVALS = 3;

/** The share of the passages of the one with fewer that two tunes have in common at least. */
const LEAST_SHARE = 0.1;

/** A passage that more tunes have is everybody's. */
const MOST_TUNES = 100;

/**
 * The family of each melody, as a number that members have in common. A passage is {@link PASSAGE} notes in a row by
 * their intervals, in whatever key, rhythm and tempo, with three different intervals or more. Two melodies are kin when
 * a tenth or more of the different passages of one are found in the other; so are those with the very same pitches,
 * however few; and the kin of kin is family. A single passage in common does not make kin of long tunes: by way of such
 * formulas half of the folk tunes would be one family.
 */
export function familiesOf(melodies: readonly Melody[]): number[] {
  if (melodies.length === 0) return [];
  // Several datasets are made of the same melodies, one after the other.
  const before = found.get(melodies[0]);
  const same = before?.melodies.length === melodies.length && melodies.every((m, i) => m === before.melodies[i]);
  if (same) return [...before.families];
  const families = findFamilies(melodies);
  found.set(melodies[0], { melodies: [...melodies], families });
  return [...families];
}

/** The last answer for melodies that begin with this one. */
const found = new WeakMap<Melody, { melodies: readonly Melody[]; families: readonly number[] }>();

function findFamilies(melodies: readonly Melody[]): number[] {
  const parent = melodies.map((_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const join = (a: number, b: number): void => void (parent[root(a)] = root(b));
  const copies = new Map<string, number>();
  melodies.forEach(({ pitch }, i) => {
    const whole = createHash("sha256").update(pitch).digest("base64");
    if (copies.has(whole)) join(i, copies.get(whole)!);
    else copies.set(whole, i);
  });
  const kind = { intervals: PASSAGE - 1, least: LEAST_INTERVALS };
  const { counts, forEachPair } = sharedPassages(melodies, kind, MOST_TUNES);
  forEachPair((a, b, shared) => {
    if (shared >= LEAST_SHARE * Math.min(counts[a], counts[b])) join(a, b);
  });
  return melodies.map((_, i) => root(i));
}

/**
 * A number from 0 to under 1 for each melody, the same within a family: the least of its tunes' {@link splitFraction}s.
 * So a family is trained on as soon as one of its tunes would be, and what is held back has no kin in training. In a
 * small collection that is better than a draw by family, which may hold back the largest.
 */
export function familyFractions(melodies: readonly Melody[]): number[] {
  const families = familiesOf(melodies);
  const least = new Map<number, number>();
  melodies.forEach((melody, i) => {
    least.set(families[i], Math.min(least.get(families[i]) ?? 1, splitFraction(melody)));
  });
  return families.map((family) => least.get(family)!);
}
