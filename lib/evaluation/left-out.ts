/** An n-gram's bits per note over a whole collection, each song predicted from all the others. */
import { NoteContexts } from "./note-contexts";

/** What a collection's songs are to an n-gram: numbers, one song after the other. */
export interface SongSequence {
  /** The notes of all songs, 0 to vocabulary − 1. */
  notes: ArrayLike<number>;
  /** Where each song begins, increasing from 0; the last ends with the notes. */
  starts: ArrayLike<number>;
  /** How many different notes the vocabulary has, those that do not occur included. */
  vocabulary: number;
}

/** The grid that κ is taken from, as `NgramModel` has it. */
const GRID = Array.from({ length: 73 }, (_, i) => 2 ** (i / 4 - 4));

/** A note with what the other songs say of it under one length of context; empty where they never saw the context. */
interface Evidence {
  count: Float64Array;
  total: Float64Array;
  kinds: Float64Array;
}

/**
 * Mean −log₂ p of the notes, by the model of {@link NgramModel} trained on the other songs, with the given κ (by
 * length of context, 0 first; as many as the order). The songs should be of different tunes: a copy of a song tells
 * all. Takes a few milliseconds at 40,000 notes and an order of 3.
 * @throws Error when there are no notes.
 */
export function leftOutBits(songs: SongSequence, strengths: readonly number[]): number {
  const p = probabilities(songs, strengths.length, (length) => strengths[length]);
  let bits = 0;
  for (const value of p) bits -= Math.log2(value);
  return bits / p.length;
}

/** The κ that `NgramModel` finds for these songs: those under which each is best predicted from the others. */
export function leftOutStrengths(songs: SongSequence, order: number): number[] {
  const strengths: number[] = [];
  probabilities(songs, order, (length, evidence, shorter) => (strengths[length] = bestStrength(evidence, shorter)));
  return strengths;
}

function probabilities(
  { notes, starts, vocabulary }: SongSequence,
  order: number,
  strengthOf: (length: number, evidence: Evidence, shorter: Float64Array) => number,
): Float64Array {
  if (notes.length === 0) throw new Error("No notes to predict; pass songs with notes.");
  const p = new Float64Array(notes.length).fill(1 / vocabulary);
  const contexts = new NoteContexts(notes, starts);
  const column = (): Float64Array => new Float64Array(notes.length);
  const evidence: Evidence = { count: column(), total: column(), kinds: column() };
  for (let length = 0; length < order; length++) {
    if (length > 0) contexts.lengthen();
    leaveOut(contexts, starts, evidence);
    const strength = strengthOf(length, evidence, p);
    const { count, total, kinds } = evidence;
    for (let t = 0; t < p.length; t++) {
      if (total[t] > 0) p[t] = (count[t] + strength * kinds[t] * p[t]) / (total[t] + strength * kinds[t]);
    }
  }
  return p;
}

/** Writes to `evidence`. */
function leaveOut(
  { context, pair, contexts, pairs }: NoteContexts,
  starts: ArrayLike<number>,
  evidence: Evidence,
): void {
  const n = context.length;
  const [all, own] = [new Int32Array(pairs), new Int32Array(pairs)];
  const [total, kinds] = [new Int32Array(contexts), new Int32Array(contexts)];
  for (let t = 0; t < n; t++) {
    total[context[t]]++;
    if (all[pair[t]]++ === 0) kinds[context[t]]++;
  }
  for (let s = 0; s < starts.length; s++) {
    const [from, to] = [starts[s], s + 1 < starts.length ? starts[s + 1] : n];
    for (let t = from; t < to; t++) {
      total[context[t]]--;
      if (++own[pair[t]] === all[pair[t]]) kinds[context[t]]--;
    }
    for (let t = from; t < to; t++) {
      evidence.count[t] = all[pair[t]] - own[pair[t]];
      evidence.total[t] = total[context[t]];
      evidence.kinds[t] = kinds[context[t]];
    }
    for (let t = from; t < to; t++) {
      total[context[t]]++;
      if (own[pair[t]]-- === all[pair[t]]) kinds[context[t]]++;
    }
  }
}

/** The κ of the grid that makes the notes most likely; 1 where no context is known. */
function bestStrength({ count, total, kinds }: Evidence, shorter: Float64Array): number {
  let [best, most] = [1, -Infinity];
  for (const strength of GRID) {
    let nats = 0;
    for (let t = 0; t < total.length; t++) {
      if (total[t] > 0) {
        nats += Math.log((count[t] + strength * kinds[t] * shorter[t]) / (total[t] + strength * kinds[t]));
      }
    }
    if (nats > most && total.some((value) => value > 0)) [best, most] = [strength, nats];
  }
  return best;
}
