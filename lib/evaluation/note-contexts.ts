/** Contexts of notes as consecutive numbers, so that counting them needs arrays and no texts. */

/** Numbers pairs of numbers in the order in which they are first met. */
class PairNumbers {
  private readonly mask: number;
  private readonly slots: Int32Array;
  private readonly first: Int32Array;
  private readonly second: Int32Array;
  size = 0;

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * most)));
    this.mask = slots - 1;
    this.slots = new Int32Array(slots).fill(-1);
    this.first = new Int32Array(most);
    this.second = new Int32Array(most);
  }

  of(a: number, b: number): number {
    let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    for (let slot = (h ^ (h >>> 13)) & this.mask; ; slot = (slot + 1) & this.mask) {
      const id = this.slots[slot];
      if (id === -1) {
        this.first[this.size] = a;
        this.second[this.size] = b;
        return (this.slots[slot] = this.size++);
      }
      if (this.first[id] === a && this.second[id] === b) return id;
    }
  }
}

/** The contexts of one length of every note of a collection: the notes before it in its song, START before the song. */
export class NoteContexts {
  /** Number of each note's context, and of the context with the note. */
  context: Int32Array;
  pair: Int32Array;
  /** How many different ones there are. */
  contexts = 1;
  pairs: number;

  /** Contexts of length 0: one for all. */
  constructor(
    private readonly notes: ArrayLike<number>,
    private readonly starts: ArrayLike<number>,
  ) {
    this.context = new Int32Array(notes.length);
    this.pair = new Int32Array(notes.length);
    this.pairs = this.number(this.context, notes, this.pair);
  }

  /** Contexts one note longer: the one of a note is the one of the note before, and that note. */
  lengthen(): void {
    const { notes, pair, starts } = this;
    const longer = new Int32Array(notes.length);
    // A song's first note has nothing but START before it, whatever the length.
    for (let t = 1; t < notes.length; t++) longer[t] = pair[t - 1] + 1;
    for (let s = 0; s < starts.length; s++) if (starts[s] < notes.length) longer[starts[s]] = 0;
    this.contexts = this.pairs + 1;
    this.context = longer;
    this.pair = new Int32Array(notes.length);
    this.pairs = this.number(longer, notes, this.pair);
  }

  private number(first: ArrayLike<number>, second: ArrayLike<number>, to: Int32Array): number {
    const numbers = new PairNumbers(to.length);
    for (let t = 0; t < to.length; t++) to[t] = numbers.of(first[t], second[t]);
    return numbers.size;
  }
}
