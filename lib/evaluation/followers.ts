/** Which notes follow which contexts, and how often: the counts behind an n-gram model. */
import { START } from "../encoding";

/** How often each note followed. */
export type Tally = Map<number, number>;

/** By context, written as its notes with blanks between. */
export type Followers = Map<string, Tally>;

/** What follows each context of `length` notes in the songs, which begin with that many START symbols. */
export function countFollowers(songs: readonly ArrayLike<number>[], length: number): Followers {
  const followers: Followers = new Map();
  for (const song of songs) {
    const padded = [...new Array<number>(length).fill(START), ...Array.from(song)];
    for (let t = length; t < padded.length; t++) {
      const context = padded.slice(t - length, t).join(" ");
      let tally = followers.get(context);
      if (!tally) followers.set(context, (tally = new Map()));
      tally.set(padded[t], (tally.get(padded[t]) ?? 0) + 1);
    }
  }
  return followers;
}

/** For the contexts in `part`: what is left of `all` without it. Contexts of which nothing is left are not there. */
export function subtract(all: Followers, part: Followers): Followers {
  const left: Followers = new Map();
  for (const [context, taken] of part) {
    const tally: Tally = new Map();
    for (const [note, count] of all.get(context) ?? []) {
      const rest = count - (taken.get(note) ?? 0);
      if (rest > 0) tally.set(note, rest);
    }
    if (tally.size > 0) left.set(context, tally);
  }
  return left;
}

const totals = new WeakMap<Tally, number>();

/** How many followers there are in all; remembered, so do not change the tally afterwards. */
export function total(tally: Tally): number {
  let sum = totals.get(tally);
  if (sum === undefined) {
    sum = [...tally.values()].reduce((a, b) => a + b, 0);
    totals.set(tally, sum);
  }
  return sum;
}
