/** Asking a model about songs that it has not learned from, as it learns. */
import { type Dataset, makeWindows, type Song, type Windows } from "../dataset";
import type { Seq2Seq, Trainable } from "../model";
import type { Preset } from "../preset";
import { type EpochContext, type EpochEntry, type ModelKind, type OnProgress, train } from "../training";
import type { TrainingRun } from "../training";

export interface AskedSong {
  song: Song;
  windows: Windows;
}

/** Those of the songs that are long enough, each with its windows. */
export function askedSongs(songs: readonly Song[], preset: Preset): AskedSong[] {
  return songs
    .map((song) => ({ song, windows: makeWindows([song.indices], preset) }))
    .filter(({ windows }) => windows.count > 0);
}

export interface AskingOptions<Model extends Trainable> {
  dataset: Dataset;
  /** Default: the article's model. */
  kind?: ModelKind<Model>;
  folder: string;
  onProgress?: OnProgress;
  /** Ends the training after the current step; the answer is then that of the epochs so far. */
  signal?: AbortSignal;
}

/**
 * Trains the dataset's preset, asks the model after every epoch, and keeps the answer of the epoch that the validation songs
 * choose: whom it is asked about has no say in when to stop. A run in `folder` goes on where it was, and is not repeated
 * where it was finished.
 * @returns the run is the caller's to dispose of; null when no epoch was finished
 */
export async function answerAtBest<Answer extends object, Model extends Trainable = Seq2Seq>(
  options: AskingOptions<Model>,
  ask: (model: Model) => Promise<Answer>,
): Promise<{ run: TrainingRun<Answer & EpochEntry, Model>; answer: Answer & EpochEntry } | null> {
  const onEpoch = async (model: Model, epoch: number, { doing }: EpochContext) => {
    await doing("predicting held-out songs");
    return { epoch, ...(await ask(model)) };
  };
  const run = await train<Answer & EpochEntry, Model>({ ...options, onEpoch });
  const answer = run.diary.find(({ epoch }) => epoch === run.best?.epoch);
  if (answer) return { run, answer };
  run.dispose();
  return null;
}
