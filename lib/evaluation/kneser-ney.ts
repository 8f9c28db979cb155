/** The n-gram model that language modelling sets its networks beside. */
import { songsOf, type Dataset } from "../dataset";
import { withoutDuplicates } from "./baseline";
import { countNgrams, type Ngrams } from "./ngram-counts";
import type { Predictor } from "./predictor";

/** What is taken off a count of 1, of 2, and of 3 or more. */
export type Discounts = readonly [one: number, two: number, more: number];

/** Of one length of context. */
interface Level {
  counts: Ngrams;
  discounts: Discounts;
  /** By context: the sum of its counts, and the sum of what was taken off them. */
  contexts: Map<string, { total: number; taken: number }>;
}

/** Where too few n-grams come once, twice … for an estimate: the fallback of Heafield's KenLM. */
const FALLBACK: Discounts = [0.5, 1, 1.5];

/**
 * Interpolated modified Kneser–Ney smoothing: Chen and Goodman, "An Empirical Study of Smoothing Techniques for
 * Language Modeling", 1998, section 3; after Kneser and Ney, 1995.
 *
 *   p(w | c) = (count(c w) − D(count(c w)) + taken(c) · p(w | c without its first note)) / count(c)
 *
 * D is one of three discounts by the count, estimated from how many n-grams come once to four times; taken(c) is what
 * they take off in all. For contexts shorter than the longest, count(c w) is the number of different notes that come
 * before c w. The empty context leans on the uniform distribution. A context never seen is shortened.
 *
 * Songs begin with START symbols; songs of equal content count once.
 */
export class KneserNey implements Predictor {
  /** By length of the context, 0 first. */
  private readonly levels: Level[] = [];

  /**
   * @param songs training songs, indices 0 to vocabulary − 1.
   * @param vocabulary number of pseudo-notes, those that are in no training song included.
   * @param order notes in an n-gram, 1 or more.
   * @param o.discounts by length of the context, 0 first, instead of the estimated ones.
   */
  constructor(
    songs: readonly ArrayLike<number>[],
    readonly vocabulary: number,
    readonly order: number,
    o: { discounts?: readonly Discounts[] } = {},
  ) {
    if (!Number.isInteger(order) || order < 1) throw new Error(`An n-gram model of order ${order}; pass 1 or more.`);
    const different = withoutDuplicates(songs);
    if (!different.some((song) => song.length > 0)) throw new Error("No notes to count; pass songs with notes.");
    let counts = countNgrams(different, order);
    for (let length = order - 1; length >= 0; length--) {
      this.levels[length] = levelOf(counts, o.discounts?.[length] ?? estimateDiscounts(counts.values()));
      counts = continuations(counts);
    }
  }

  /** Of a dataset's training songs, in all the keys it has them in. */
  static of(dataset: Dataset, order: number): KneserNey {
    const songs = songsOf(dataset, "train").map(({ indices }) => indices);
    return new KneserNey(songs, dataset.vocabulary.size, order);
  }

  /** The discounts by length of the context, 0 first. */
  get discounts(): Discounts[] {
    return this.levels.map((level) => level.discounts);
  }

  probability(note: number, before: ArrayLike<number>): number {
    const known = Math.min(before.length, this.order - 1);
    const notes = Array.from({ length: known }, (_, i) => before[before.length - known + i]);
    let p = 1 / this.vocabulary;
    for (let length = 0; length <= known; length++) {
      const { counts, contexts, discounts } = this.levels[length];
      const context = notes.slice(known - length).join(" ");
      const all = contexts.get(context);
      if (!all) break;
      const count = counts.get(context === "" ? `${note}` : `${context} ${note}`) ?? 0;
      p = (count - discountOf(count, discounts) + all.taken * p) / all.total;
    }
    return p;
  }
}

function discountOf(count: number, discounts: Discounts): number {
  return count === 0 ? 0 : discounts[Math.min(count, 3) - 1];
}

/** Chen and Goodman's estimates from how many n-grams have a count of 1, 2, 3 and 4; {@link FALLBACK} where one is missing. */
export function estimateDiscounts(counts: Iterable<number>): Discounts {
  const n = [0, 0, 0, 0, 0];
  for (const count of counts) if (count <= 4) n[count]++;
  const y = n[1] / (n[1] + 2 * n[2]);
  const estimates = [1, 2, 3].map((k) => k - ((k + 1) * y * n[k + 1]) / n[k]);
  const sound = estimates.every((d, i) => d >= 0 && d <= i + 1);
  return sound ? (estimates as unknown as Discounts) : FALLBACK;
}

function levelOf(counts: Ngrams, discounts: Discounts): Level {
  const contexts: Level["contexts"] = new Map();
  for (const [ngram, count] of counts) {
    const context = ngram.slice(0, Math.max(0, ngram.lastIndexOf(" ")));
    let sums = contexts.get(context);
    if (!sums) contexts.set(context, (sums = { total: 0, taken: 0 }));
    sums.total += count;
    sums.taken += discountOf(count, discounts);
  }
  return { counts, discounts, contexts };
}

/** For each n-gram without its first note: how many different notes came before it. */
function continuations(counts: Ngrams): Ngrams {
  const shorter: Ngrams = new Map();
  for (const ngram of counts.keys()) {
    const rest = ngram.slice(ngram.indexOf(" ") + 1);
    shorter.set(rest, (shorter.get(rest) ?? 0) + 1);
  }
  return shorter;
}
