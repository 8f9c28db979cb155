/** A predictor that looks up what it has just heard: most music says a thing twice. */
import { makeWindows, songsOf, type Dataset } from "../dataset";
import { bestStrength, interpolate, type Case, type Evidence } from "./interpolation";
import type { NgramModel } from "./ngram";
import type { Predictor } from "./predictor";

/** The longest passage, in notes, that is looked for among the notes before. */
const LONGEST = 8;

/** Windows that are asked at most, evenly spread over all: nine numbers are fitted to them. */
const MOST_WINDOWS = 2000;

/**
 * Another predictor's opinion, corrected by the notes before, and by those alone: which notes followed the last one
 * where it came before, which followed the last two, and so on.
 *
 *   p(w | c) = (count(c w) + κ · kinds(c) · p(w | c without its first note)) / (count(c) + κ · kinds(c))
 *
 * counted among the notes before; p without any context is the other predictor's. Each length of context has its own
 * κ. Such models of the piece at hand beside a model of all pieces are long known: as a cache (Kuhn and De Mori, "A
 * Cache-Based Natural Language Model for Speech Recognition", 1990), and for melodies as the short-term model of
 * Conklin and Witten, 1995, and of Pearce and Wiggins, "Improved Methods for Statistical Modelling of Monophonic Music",
 * 2004.
 */
export class WindowMemory implements Predictor {
  /**
   * @param base the predictor whose opinion is corrected
   * @param strengths κ by length of the context, 0 first; as many notes, less one, are looked for. Positive.
   */
  constructor(
    readonly base: Predictor,
    readonly strengths: readonly number[],
  ) {}

  /**
   * On top of `model`, with the κ under which the notes of the training windows are best predicted, each song by what
   * the model has from the other tunes ({@link NgramModel.leavingOut}). Songs in other keys tell the same and are
   * not asked; of a large collection, {@link MOST_WINDOWS} windows are.
   */
  static of(dataset: Dataset, model: NgramModel, longest = LONGEST): WindowMemory {
    const { preset } = dataset;
    const songs = songsOf(dataset, "train").filter(
      ({ semitones, indices }) => semitones === 0 && model.leavingOut(indices),
    );
    const windows = makeWindows(
      songs.map(({ indices }) => indices),
      preset,
    );
    const asked = Math.min(windows.count, MOST_WINDOWS);
    const cases = Array.from({ length: asked }, (_, i) => Math.floor((i * windows.count) / asked)).flatMap((w) => {
      const song = windows.songs[windows.song[w]];
      const known = model.leavingOut(song)!;
      const first = windows.start[w] + windows.ahead;
      return Array.from(windows.target(w), (note, t) => {
        const before = song.subarray(windows.start[w], first + t);
        return { before, note, p: [known[first + t]] };
      });
    });
    const memories = cases.map(({ before, note }) => recall(note, before, longest));
    const strengths = Array.from({ length: longest + 1 }, (_, length) => {
      const found = cases.flatMap(({ p }, i): Case[] => {
        const evidence = memories[i][length];
        return evidence ? [{ ...evidence, shorter: p, at: 0 }] : [];
      });
      const strength = bestStrength(found);
      for (const c of found) c.shorter[0] = interpolate(c, c.shorter[0], strength);
      return strength;
    });
    return new WindowMemory(model, strengths);
  }

  probability(note: number, before: ArrayLike<number>): number {
    const memories = recall(note, before, this.strengths.length - 1);
    const p = this.base.probability(note, before);
    return memories.reduce((shorter, evidence, length) => interpolate(evidence, shorter, this.strengths[length]), p);
  }
}

/**
 * What followed the last 0, 1, … `longest` notes wherever they came before, and how often it was `note`; shorter where
 * longer passages have not come.
 */
export function recall(note: number, before: ArrayLike<number>, longest: number): Evidence[] {
  const n = before.length;
  const followers: Map<number, number>[] = [];
  for (let t = n - 1; t >= 0; t--) {
    for (let length = 0; length <= Math.min(longest, t); length++) {
      if (length > 0 && before[t - length] !== before[n - length]) break;
      followers[length] ??= new Map();
      followers[length].set(before[t], (followers[length].get(before[t]) ?? 0) + 1);
    }
  }
  return followers.map((tally) => ({
    count: tally.get(note) ?? 0,
    total: [...tally.values()].reduce((a, b) => a + b, 0),
    kinds: tally.size,
  }));
}
