/** Trains one model for each of several settings and sets the outcomes side by side. */
import * as path from "path";
import type { Melody } from "../corpus";
import type { Preset } from "../preset";
import { train, type TrainingProgress, type TrainingRun } from "../training";
import { makeDataset } from "../dataset";
import { diaryFor, whenDue, type DiaryEntry } from "./diary";
import { NgramModel, perplexity, stagesInOrder, type Stage, type StageOrder } from "../evaluation";

/** What is changed of the preset that all have in common, and what to call it. */
export interface Setting {
  name: string;
  change: Partial<Preset>;
}

/** The choices the article leaves open, one changed at a time. */
export const openChoices: readonly Setting[] = [
  { name: "as the preset", change: {} },
  { name: "states from the top layer only", change: { states: "top-layer" } },
  { name: "continuation", change: { objective: "continuation" } },
  { name: "dropout 0.2", change: { dropout: 0.2 } },
  { name: "dropout 0.5", change: { dropout: 0.5 } },
  { name: "1 velocity bin", change: { velocityBins: { method: "quantile", count: 1 } } },
  // Jenks, because the quantiles of velocity coincide in most collections.
  { name: "8 velocity bins", change: { velocityBins: { method: "jenks", count: 8 } } },
];

/** The same preset from several random seeds: other initial weights, other order of the windows. */
export function seedSettings(seeds: readonly number[]): Setting[] {
  return seeds.map((seed) => ({ name: `seed ${seed}`, change: { seed } }));
}

/**
 * The outcome of one setting. Losses are nats per note. Between settings of different objective or vocabulary they
 * are not of one task: set each beside its own baselines.
 */
export interface ExperimentRow {
  setting: string;
  vocabulary: number;
  epochs: number;
  /** On the training windows, in the last epoch. */
  loss: number;
  /** On the validation songs after the last epoch, and where it was least; null without validation songs. */
  validationLoss: number | null;
  leastValidationLoss: number | null;
  leastValidationEpoch: number | null;
  /** Per note of the test songs after the last epoch, the network's and those of tables of counts; null without test songs. */
  testPerplexity: { network: number; unigram: number; trigram: number } | null;
  /** Of the last diary entry: the piece from a training song, and the one from a validation song. */
  stage: Stage | null;
  loopPeriod: number | null;
  longestCopy: number | null;
  validationStage: number | null;
  validationLongestCopy: number | null;
  order: StageOrder;
  diary: readonly DiaryEntry[];
  seconds: number;
  /** False when it was stopped before its last epoch; run again to go on. */
  finished: boolean;
}

export interface ExperimentOptions {
  melodies: readonly Melody[];
  /** What all settings have in common. */
  preset: Preset;
  settings: readonly Setting[];
  /** Each setting has a folder of its own in it, named after it: checkpoints and diary. */
  folder: string;
  onProgress?: (setting: Setting, progress: TrainingProgress) => void | Promise<void>;
  /** Ends the experiment after the current training step. */
  signal?: AbortSignal;
}

/**
 * Runs the settings one after the other. What was begun earlier in the same folder goes on where it was, and what
 * was finished is not repeated. After a setting that was stopped, the others are left out.
 * @throws Error when two settings have one name, or as `train` and `makeDataset` do.
 */
export async function experiment(options: ExperimentOptions): Promise<ExperimentRow[]> {
  const { melodies, settings, folder, onProgress, signal } = options;
  const folders = settings.map((setting) => setting.name.toLowerCase().replace(/[^a-z0-9.]+/g, "-"));
  const twice = folders.find((name, i) => folders.indexOf(name) < i);
  if (twice !== undefined) throw new Error(`Two settings are called "${twice}"; give each a name of its own.`);
  const rows: ExperimentRow[] = [];
  for (const [i, setting] of settings.entries()) {
    const dataset = makeDataset(melodies, { ...options.preset, ...setting.change });
    const own = path.join(folder, folders[i]);
    const compose = diaryFor(dataset, own);
    const report = onProgress && ((progress: TrainingProgress) => onProgress(setting, progress));
    const onEpoch = whenDue(compose, dataset.preset.diaryEvery);
    const run = await train({ dataset, folder: path.join(own, "training"), onEpoch, onProgress: report, signal });
    try {
      rows.push(await rowOf(setting, run));
      if (!run.finished) break;
    } finally {
      run.dispose();
    }
  }
  return rows;
}

async function rowOf({ name }: Setting, run: TrainingRun<DiaryEntry>): Promise<ExperimentRow> {
  const { dataset, history, diary, last, best } = run;
  const entry = diary[diary.length - 1];
  return {
    setting: name,
    vocabulary: dataset.vocabulary.size,
    epochs: history.length,
    loss: last?.loss ?? NaN,
    validationLoss: last?.validationLoss ?? null,
    leastValidationLoss: best?.validationLoss ?? null,
    leastValidationEpoch: best?.epoch ?? null,
    testPerplexity: await testPerplexity(run),
    stage: entry?.stage ?? null,
    loopPeriod: entry?.loopPeriod ?? null,
    longestCopy: entry?.longestCopy ?? null,
    validationStage: entry?.measures?.validationStage ?? null,
    validationLongestCopy: entry?.measures?.validationLongestCopy ?? null,
    order: stagesInOrder(diary),
    diary,
    seconds: run.seconds,
    finished: run.finished,
  };
}

async function testPerplexity({ model, dataset }: TrainingRun): Promise<ExperimentRow["testPerplexity"]> {
  const { test } = dataset.windows;
  if (test.count === 0) return null;
  const ngram = (order: number) => NgramModel.of(dataset, order).perplexity(test, dataset.preset.objective);
  return { network: await perplexity(model, test), unigram: ngram(1), trigram: ngram(3) };
}
