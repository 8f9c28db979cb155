/** How well the network foresees songs it has never seen, at the epoch at which it did best on other such songs. */
import type { Melody } from "../corpus/melody";
import type { Preset } from "../preset";
import { makeDataset, songsOf, train, type Dataset, type DiaryEntry, type EpochRecord } from "../training";
import type { OnProgress } from "../training";
import { NgramModel } from "./ngram";
import { perplexity } from "./perplexity";

/** Perplexities per note, of the same windows. */
export interface Predictor {
  validation: number;
  test: number;
}

export interface HeldOut {
  /** Pseudo-notes: the perplexity of a guess without an opinion. */
  vocabulary: number;
  songs: { train: number; validation: number; test: number };
  /** The network after `epoch` epochs, where the validation songs' loss was least: early stopping. */
  network: Predictor & { epoch: number };
  unigram: Predictor;
  trigram: Predictor;
  history: readonly EpochRecord[];
  seconds: number;
}

/** Perplexities of an n-gram model that has counted the training songs, on the windows that the network is asked about. */
export function ngramPredictor(dataset: Dataset, order: number): Predictor {
  const { windows, vocabulary, preset } = dataset;
  const songs = songsOf(dataset, "train").map((song) => song.indices);
  const model = new NgramModel(songs, vocabulary.size, order);
  return {
    validation: model.perplexity(windows.validation, preset.objective),
    test: model.perplexity(windows.test, preset.objective),
  };
}

/**
 * Trains the preset's model, asks it about the test songs after every epoch, and keeps the answer of the epoch that
 * the validation songs choose. So the test songs have no say in when to stop. A run in `folder` is taken up where it
 * stood, and not repeated where it was finished.
 * @throws Error when the collection has too few songs for validation and test, or no epoch was finished.
 */
export async function heldOut(options: {
  melodies: readonly Melody[];
  preset: Preset;
  folder: string;
  onProgress?: OnProgress;
  /** Ends the training after the current step; the answer is then that of the epochs so far. */
  signal?: AbortSignal;
}): Promise<HeldOut> {
  const dataset = makeDataset(options.melodies, { ...options.preset, diaryEvery: 1 });
  const { validation, test } = dataset.windows;
  if (validation.count === 0 || test.count === 0) {
    throw new Error("No validation or no test song is long enough; use a larger collection.");
  }
  const run = await train({
    dataset,
    folder: options.folder,
    onProgress: options.onProgress,
    signal: options.signal,
    checkpointEpochs: Infinity,
    compose: async (model, epoch) => answer(epoch, await perplexity(model, test)),
  });
  run.dispose();
  if (run.history.length === 0) throw new Error("The training was stopped before its first epoch; run again to go on.");
  const best = run.history.reduce((a, b) => (b.validationLoss! < a.validationLoss! ? b : a));
  const asked = run.diary.find((entry) => entry.epoch === best.epoch)!;
  const count = (side: "train" | "validation" | "test") => songsOf(dataset, side).length;
  return {
    vocabulary: dataset.vocabulary.size,
    songs: { train: count("train"), validation: count("validation"), test: count("test") },
    network: { epoch: best.epoch, validation: Math.exp(best.validationLoss!), test: asked.measures!.testPerplexity! },
    unigram: ngramPredictor(dataset, 1),
    trigram: ngramPredictor(dataset, 3),
    history: run.history,
    seconds: run.seconds,
  };
}

/** A diary entry without a piece: what the test songs said of the model. */
function answer(epoch: number, testPerplexity: number): DiaryEntry {
  const none = { distinct: null, longestRun: null, loopPeriod: null, stage: null, longestCopy: null };
  return { epoch, file: "", notes: 0, ...none, indices: [], measures: { testPerplexity } };
}
