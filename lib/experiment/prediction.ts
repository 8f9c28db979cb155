/** How well the network predicts test songs, at the epoch at which it predicted validation songs best. */
import type { Melody } from "../corpus";
import { makeDataset, songsOf, type Split } from "../dataset";
import type { Preset } from "../preset";
import type { EpochRecord, OnProgress } from "../training";
import { answerAtBest, askedSongs } from "./asked-songs";
import {
  bitsPerNote,
  bootstrap,
  opponentsOf,
  opponentNames,
  perplexity,
  type Interval,
  type OpponentName,
} from "../evaluation";

/** Who predicts. */
export type PredictorName = "network" | OpponentName;

/** Of each predictor its own. */
function everybody<T>(of: (who: PredictorName) => T): Record<PredictorName, T> {
  return Object.fromEntries((["network", ...opponentNames] as const).map((who) => [who, of(who)])) as ReturnType<
    typeof everybody<T>
  >;
}

/** A mean over all notes of the side's windows. */
export interface Sides {
  validation: number;
  test: number;
}

/** What one song tells. */
export interface PredictedSong {
  file: string;
  split: Split;
  windows: number;
  /** Mean surprise per note, by predictor: perplexity is 2 to the power of it. */
  bits: Record<PredictorName, number>;
}

export interface Prediction {
  /** Pseudo-notes: the perplexity of a guess without an opinion. */
  vocabulary: number;
  /** Songs trained on; one in other keys counts once. */
  trainingSongs: number;
  /** The network after so many epochs, where the validation songs' loss was least: early stopping. */
  epoch: number;
  /** Bits per note, by predictor. */
  bits: Record<PredictorName, Sides>;
  /** Validation and test songs one by one. */
  songs: PredictedSong[];
  history: readonly EpochRecord[];
  seconds: number;
}

export interface PredictionOptions {
  melodies: readonly Melody[];
  preset: Preset;
  folder: string;
  onProgress?: OnProgress;
  /** Ends the training after the current step; the answer is then that of the epochs so far. */
  signal?: AbortSignal;
}

/**
 * How well the test songs are predicted at the epoch that the validation songs choose: {@link answerAtBest}. Beside it, on
 * the same windows, opponents that have counted the training songs ({@link opponentsOf}).
 * @returns null when no validation or no test song is long enough, or no epoch was finished: {@link NOTHING_TO_PREDICT}
 */
export async function predictSongs({
  melodies,
  preset,
  folder,
  onProgress,
  signal,
}: PredictionOptions): Promise<Prediction | null> {
  const dataset = makeDataset(melodies, preset);
  const { windows, vocabulary } = dataset;
  if (windows.validation.count === 0 || windows.test.count === 0) return null;
  const unseen = dataset.songs.filter(({ split }) => split !== "train");
  const asked = askedSongs(unseen, preset);
  const told = await answerAtBest({ dataset, folder, onProgress, signal }, async (model) => {
    const perplexities: number[] = [];
    for (const { windows } of asked) perplexities.push(await perplexity(model, windows));
    return { perplexities };
  });
  if (!told) return null;
  const { run, answer } = told;
  run.dispose();
  const opponents = opponentsOf(dataset);
  const songs = asked.map(({ song: { file, split }, windows }, i): PredictedSong => {
    const bits = everybody((who) =>
      who === "network" ? Math.log2(answer.perplexities[i]) : bitsPerNote(opponents[who], windows, preset.objective),
    );
    return { file, split, windows: windows.count, bits };
  });
  return {
    vocabulary: vocabulary.size,
    trainingSongs: songsOf(dataset, "train").filter(({ semitones }) => semitones === 0).length,
    epoch: answer.epoch,
    bits: everybody((who) => overSongs(songs, who)),
    songs,
    history: run.history,
    seconds: run.seconds,
  };
}

/**
 * By how many bits per note `who` is more surprised than `opponent` by the songs of one side (less, where it is
 * negative), with the interval over these songs: {@link bootstrap}. Where the interval holds 0, other songs might have
 * turned it round.
 */
export function comparePredictors(
  { songs }: Pick<Prediction, "songs">,
  who: PredictorName,
  opponent: PredictorName,
  side: "validation" | "test",
): Interval {
  const own = songs.filter(({ split }) => split === side);
  return bootstrap(own.map(({ bits, windows }) => ({ value: bits[who] - bits[opponent], weight: windows })));
}

/** Each song weighs as much as it has windows. */
function overSongs(songs: readonly PredictedSong[], who: PredictorName): Sides {
  const over = (side: Split) => {
    const own = songs.filter(({ split }) => split === side);
    const windows = own.reduce((sum, song) => sum + song.windows, 0);
    return own.reduce((sum, song) => sum + song.windows * song.bits[who], 0) / windows;
  };
  return { validation: over("validation"), test: over("test") };
}
