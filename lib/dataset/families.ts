/** Which tunes belong together, so that none is trained on while its kin is held back. */
import type { Melody } from "../corpus";
import { splitFraction } from "./split";

/** Notes in a passage that makes two tunes kin. */
export const PASSAGE = 13;

/** Different intervals that such a passage has at least: a note repeated, a trill or a tremolo is nobody's own. */
const LEAST_INTERVALS = 3;

/**
 * The family of each melody, as a number that members have in common. Two melodies are kin when they share the
 * intervals of a passage of {@link PASSAGE} notes with three different intervals or more, in whatever key, rhythm
 * and tempo; so are those with the very same pitches, however few; and the kin of kin is family.
 */
export function familiesOf(melodies: readonly Melody[]): number[] {
  const parent = melodies.map((_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const first = new Map<string, number>();
  melodies.forEach((melody, i) => {
    for (const mark of marksOf(melody)) {
      const other = first.get(mark);
      if (other === undefined) first.set(mark, i);
      else parent[root(i)] = root(other);
    }
  });
  return melodies.map((_, i) => root(i));
}

/** What makes a melody kin to others: its pitches as a whole, and each passage's intervals. */
function* marksOf({ pitch }: Melody): Iterable<string> {
  yield `whole ${pitch.join(" ")}`;
  const intervals = Array.from(pitch.subarray(1), (p, t) => p - pitch[t]);
  for (let t = 0; t + PASSAGE - 1 <= intervals.length; t++) {
    const passage = intervals.slice(t, t + PASSAGE - 1);
    if (new Set(passage).size >= LEAST_INTERVALS) yield passage.join(" ");
  }
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
