/** What a table of counts can predict: the baseline a network has to beat. */
import { START, type Objective, type Windows } from "../encoding/windows";

interface Counts {
  total: number;
  next: Map<number, number>;
}

/**
 * An n-gram model of pseudo-notes: interpolated Kneser–Ney smoothing with one discount for each order. Kneser and
 * Ney, ICASSP 1995; in the interpolated form of Chen and Goodman, "An Empirical Study of Smoothing Techniques for
 * Language Modeling", 1998, section 2.7:
 *
 *   p(w | c) = (max(count(c w) − D, 0) + D · kinds(c) · p(w | c without its first note)) / count(c)
 *
 * where kinds(c) is the number of different notes seen after c, D = n₁ / (n₁ + 2 n₂) from the numbers of n-grams
 * counted once and twice, and the count of a shorter n-gram is that of different notes before it. The shortest
 * context leans on the uniform distribution, so that every note of the vocabulary has some probability. A context
 * never seen is shortened. Songs begin with {@link START} symbols; there is no end symbol, as the network has none.
 */
export class NgramModel {
  /** By length of the context: context → what followed it. */
  private readonly tables: Map<string, Counts>[];
  private readonly discounts: number[];

  /**
   * @param songs training songs, indices 0 to vocabulary − 1.
   * @param vocabulary number of pseudo-notes, those of no training song included.
   * @param order notes in an n-gram: 1 (unigram: the context is ignored), 2, 3 …
   */
  constructor(songs: readonly ArrayLike<number>[], readonly vocabulary: number, readonly order: number) {
    if (!Number.isInteger(order) || order < 1) throw new Error(`An n-gram model of order ${order}; pass 1 or more.`);
    if (!songs.some((song) => song.length > 0)) throw new Error("No notes to count; pass songs with notes.");
    this.tables = Array.from({ length: order }, () => new Map());
    for (const song of songs) {
      const padded = [...new Array<number>(order - 1).fill(START), ...Array.from(song)];
      for (let t = order - 1; t < padded.length; t++) this.count(padded.slice(t - order + 1, t), padded[t]);
    }
    this.discounts = this.tables.map(discountOf);
  }

  /** Counts a note after its context; where the pair is new, the shorter context has met one more note before it. */
  private count(context: readonly number[], note: number): void {
    if (!(note >= 0 && note < this.vocabulary)) {
      throw new Error(`Note ${note} is not in a vocabulary of ${this.vocabulary}; encode the songs with it.`);
    }
    const table = this.tables[context.length];
    const key = context.join(" ");
    const counts = table.get(key) ?? { total: 0, next: new Map<number, number>() };
    table.set(key, counts);
    const before = counts.next.get(note) ?? 0;
    counts.next.set(note, before + 1);
    counts.total++;
    if (before === 0 && context.length > 0) this.count(context.slice(1), note);
  }

  /**
   * Probability of `note` after `context`, over 0 to 1; over the vocabulary it sums to 1.
   * @param context the notes before, last one last, of any number; at the start of a song fill it with START.
   */
  probability(note: number, context: ArrayLike<number>): number {
    const notes = Array.from(context).slice(Math.max(0, context.length - this.order + 1));
    let p = 1 / this.vocabulary;
    for (let length = 0; length <= notes.length; length++) {
      const counts = this.tables[length].get(notes.slice(notes.length - length).join(" "));
      if (!counts) break;
      const discount = this.discounts[length];
      const kept = Math.max((counts.next.get(note) ?? 0) - discount, 0);
      p = (kept + discount * counts.next.size * p) / counts.total;
    }
    return p;
  }

  /**
   * Perplexity per note over the target notes of `windows`, exp(−mean ln p), 1 (certain) upwards: the network's task,
   * each note from those before it. Under continuation the notes before the first target are the encoder's; under
   * reconstruction there are none, and the encoder's, being the answer, are not looked at.
   */
  perplexity(windows: Windows, objective: Objective): number {
    if (windows.count === 0) throw new Error("No windows to predict; pass songs long enough for one.");
    let nats = 0;
    for (let w = 0; w < windows.count; w++) {
      const range = [w * windows.timesteps, (w + 1) * windows.timesteps] as const;
      const seen = objective === "continuation" ? Array.from(windows.encoder.subarray(...range)) : [];
      const notes = [...new Array<number>(this.order).fill(START), ...seen];
      for (const note of windows.target.subarray(...range)) {
        nats -= Math.log(this.probability(note, notes.slice(notes.length - this.order + 1)));
        notes.push(note);
      }
    }
    return Math.exp(nats / (windows.count * windows.timesteps));
  }
}

/** n₁ / (n₁ + 2 n₂); a half where no n-gram was counted once or twice, as then the formula says nothing. */
function discountOf(table: Map<string, Counts>): number {
  let once = 0;
  let twice = 0;
  for (const { next } of table.values()) {
    for (const count of next.values()) {
      if (count === 1) once++;
      if (count === 2) twice++;
    }
  }
  return once === 0 ? 0.5 : once / (once + 2 * twice);
}
