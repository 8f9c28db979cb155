/** How well tunes that nobody has learned from are predicted, note by note, each tune from its beginning. */
import { songsOf, type Dataset, type Split } from "../dataset";
import {
  bitsPerNote,
  bootstrap,
  type Interval,
  KneserNey,
  NgramModel,
  perplexity,
  type Predictor,
  WindowMemory,
} from "../evaluation";
import type { Trainable } from "../model";
import { askedSongs } from "./asked-songs";

/** What one tune tells. */
export interface PredictedTune<Who extends string = string> {
  file: string;
  notes: number;
  /** Mean surprise per note, by predictor. */
  bits: Record<Who, number>;
}

/**
 * Opponents that have read the dataset's training tunes as they were written: what followed the last two notes there; the
 * same with five, by Kneser and Ney; and the first, corrected by the tune's own earlier notes.
 */
export function tuneOpponents(dataset: Dataset): Record<"trigram" | "kneserNey" | "memory", Predictor> {
  const written = asWritten(dataset);
  const trigram = NgramModel.of(written, 3);
  return { trigram, kneserNey: KneserNey.of(written, 6), memory: WindowMemory.of(written, trigram) };
}

/** The dataset without its songs in other keys: for opponents, which gain little by them and would take long. */
export function asWritten(dataset: Dataset): Dataset {
  return { ...dataset, songs: dataset.songs.filter(({ semitones }) => semitones === 0) };
}

/**
 * Asks each predictor about the side's tunes: the networks all windows at once, dropout off, the others note by note.
 * `onTune` hears how many of how many are done, and the event loop runs in between.
 */
export async function predictTunes<Who extends string>(
  dataset: Dataset,
  side: Split,
  predictors: Record<Who, Predictor | Trainable>,
  onTune?: (done: number, of: number) => void,
): Promise<PredictedTune<Who>[]> {
  const { preset } = dataset;
  const tunes: PredictedTune<Who>[] = [];
  const songs = askedSongs(songsOf(dataset, side), preset);
  for (const { song, windows } of songs) {
    const bits = {} as Record<Who, number>;
    for (const who of Object.keys(predictors) as Who[]) {
      const predictor = predictors[who];
      bits[who] =
        "probability" in predictor
          ? bitsPerNote(predictor, windows, preset.objective)
          : Math.log2(await perplexity(predictor, windows));
    }
    tunes.push({ file: song.file, notes: windows.notes, bits });
    onTune?.(tunes.length, songs.length);
  }
  return tunes;
}

/** Bits per note over all tunes, with the interval over these tunes. @throws Error for no tunes. */
export function meanBits<Who extends string>(tunes: readonly PredictedTune<Who>[], who: Who): Interval {
  return bootstrap(tunes.map(({ bits, notes }) => ({ value: bits[who], weight: notes })));
}

/**
 * By how many bits per note `who` is more surprised than `opponent` (less, where it is negative), with the interval over
 * these tunes. Where the interval holds 0, other tunes might have turned it round.
 */
export function bitsBehind<Who extends string>(
  tunes: readonly PredictedTune<Who>[],
  who: Who,
  opponent: Who,
): Interval {
  return bootstrap(tunes.map(({ bits, notes }) => ({ value: bits[who] - bits[opponent], weight: notes })));
}
