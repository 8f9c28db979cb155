/** What a table of counts can predict: the baseline a network has to beat. */
import { type Windows, songsOf, type Dataset } from "../dataset";
import { START } from "../encoding";
import type { Objective } from "../preset";
import { withoutDuplicates } from "./baseline";
import { countFollowers, subtract, total, type Followers } from "./followers";
import { bestStrength, interpolate, type Case } from "./interpolation";
import { bitsPerNote, type Predictor } from "./predictor";

/**
 * An n-gram model of pseudo-notes with back-off by interpolation, after Witten and Bell, "The zero-frequency problem",
 * IEEE Transactions on Information Theory 37, 1991, in the recursive form of Chen and Goodman, "An Empirical Study of
 * Smoothing Techniques for Language Modeling", 1998, section 2.6:
 *
 *   p(w | c) = (count(c w) + κ · kinds(c) · p(w | c without its first note)) / (count(c) + κ · kinds(c))
 *
 * kinds(c): how many different notes came after c. The empty context leans on the uniform distribution, so every note
 * of the vocabulary has some probability; a context never seen is shortened. Witten and Bell have κ = 1. Here each
 * length of context has its own, the one under which each training song is best predicted from the other training
 * songs (leaving one out, in all its keys at once: Jelinek and Mercer's deleted estimation, 1980). That matters: songs
 * differ far more from one another than passages of one text do, and with fixed discounts, Kneser–Ney's as well as
 * κ = 1, the model is so sure of itself that on held-out songs it does worse than guessing.
 *
 * Songs begin with {@link START} symbols; there is no end symbol, as the network has none. Songs of equal content
 * count once.
 */
export class NgramModel implements Predictor {
  /** By length of the context: what followed each. */
  private readonly tables: Followers[] = [];
  /** κ by length of the context, 0 first. */
  readonly strengths: number[] = [];
  /** By training song: what each of its notes gets from the other tunes. Not there where the κ were given. */
  private readonly fromOthers = new Map<ArrayLike<number>, readonly number[]>();

  /**
   * @param songs training songs, indices 0 to vocabulary − 1.
   * @param vocabulary number of pseudo-notes, those that are in no training song included.
   * @param order notes in an n-gram: 1 (unigram: the context is ignored), 2, 3 …
   * @param o.tunes which tune each song is a version of: what a song in another key tells of itself is no evidence.
   *   Default: each song is a tune of its own.
   * @param o.strengths κ by length of the context, instead of the fitted ones; positive.
   */
  constructor(
    songs: readonly ArrayLike<number>[],
    readonly vocabulary: number,
    readonly order: number,
    o: { tunes?: readonly unknown[]; strengths?: readonly number[] } = {},
  ) {
    if (!Number.isInteger(order) || order < 1) throw new Error(`An n-gram model of order ${order}; pass 1 or more.`);
    const { strengths } = o;
    const tuneOf = new Map(songs.map((song, s) => [song, o.tunes?.[s] ?? song]));
    const different = withoutDuplicates(songs);
    const training = different.map((song) => Array.from(song));
    if (!training.some((song) => song.length > 0)) throw new Error("No notes to count; pass songs with notes.");
    const stranger = training.flat().find((note) => !(note >= 0 && note < vocabulary));
    if (stranger !== undefined) {
      throw new Error(`Note ${stranger} is not in a vocabulary of ${vocabulary}; encode the songs with it.`);
    }
    // What each note of each song gets from the other tunes, with contexts one shorter than those being fitted.
    const byTune = new Map<unknown, Part[]>();
    training.forEach((song, s) => {
      const tune = tuneOf.get(different[s]);
      const part = { song, shorter: song.map(() => 1 / vocabulary) };
      byTune.set(tune, [...(byTune.get(tune) ?? []), part]);
      if (!strengths) this.fromOthers.set(different[s], part.shorter);
    });
    for (let length = 0; length < order; length++) {
      const all = countFollowers(training, length);
      const cases = strengths ? [] : [...byTune.values()].flatMap((versions) => leaveOut(all, versions, length));
      const strength = strengths?.[length] ?? bestStrength(cases);
      cases.forEach((c) => (c.shorter[c.at] = interpolate(c, c.shorter[c.at], strength)));
      this.tables.push(all);
      this.strengths.push(strength);
    }
  }

  /** Of a dataset's training songs, in all the keys it has them in. */
  static of(dataset: Dataset, order: number): NgramModel {
    const songs = songsOf(dataset, "train");
    const tunes = songs.map(({ file }) => file);
    return new NgramModel(
      songs.map(({ indices }) => indices),
      dataset.vocabulary.size,
      order,
      { tunes },
    );
  }

  /**
   * Probability of `note` after `context`, over 0 to 1; over the vocabulary it sums to 1.
   * @param context the notes before, last one last, of any number; at the start of a song fill it with START.
   */
  probability(note: number, context: ArrayLike<number>): number {
    const notes = Array.from(context).slice(Math.max(0, context.length - this.order + 1));
    let p = 1 / this.vocabulary;
    for (let length = 0; length <= notes.length; length++) {
      const after = this.tables[length].get(notes.slice(notes.length - length).join(" "));
      if (!after) break;
      p = interpolate(
        { count: after.get(note) ?? 0, total: total(after), kinds: after.size },
        p,
        this.strengths[length],
      );
    }
    return p;
  }

  /**
   * The probability of each note of a training song after the notes before it, according to the other tunes; null for
   * a song that was not given, is equal to an earlier one, or was not held out as the κ were given.
   */
  leavingOut(song: ArrayLike<number>): readonly number[] | null {
    return this.fromOthers.get(song) ?? null;
  }

  /** Perplexity per note over the target notes of `windows`, 2 to the {@link bitsPerNote}: 1 (certain) upwards. */
  perplexity(windows: Windows, objective: Objective): number {
    return 2 ** bitsPerNote(this, windows, objective);
  }
}

/** A song, and the probability of each of its notes by shorter contexts. */
interface Part {
  song: readonly number[];
  shorter: number[];
}

/** The notes of a tune's versions whose context, of `length` notes, is in another tune too. */
function leaveOut(all: Followers, versions: readonly Part[], length: number): Case[] {
  const others = subtract(
    all,
    countFollowers(
      versions.map(({ song }) => song),
      length,
    ),
  );
  return versions.flatMap(({ song, shorter }) => {
    const padded = [...new Array<number>(length).fill(START), ...song];
    return song.flatMap((note, at) => {
      const after = others.get(padded.slice(at, at + length).join(" "));
      return after ? [{ count: after.get(note) ?? 0, total: total(after), kinds: after.size, shorter, at }] : [];
    });
  });
}
