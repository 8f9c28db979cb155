/** Trains one model for each of several settings and sets the outcomes side by side. */
import * as path from "path";
import type { Melody } from "../corpus";
import type { NoteBins } from "../encoding";
import { binChoices, type Preset } from "../preset";
import { train, type TrainingProgress, type TrainingRun } from "../training";
import { binsFor, makeDataset } from "../dataset";
import { diaryFor, whenDue, type DiaryEntry } from "./diary";
import { recordKey, type RecordedRow } from "./experiment-record";
import type { ExperimentRow } from "./experiment-row";
import { stagesInOrder } from "../evaluation";

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

/** Each setting from each of the random seeds: one run is an anecdote. */
export function overSeeds(settings: readonly Setting[], seeds: readonly number[]): Setting[] {
  return settings.flatMap(({ name, change }) =>
    seeds.map((seed) => ({ name: `${name}, seed ${seed}`, change: { ...change, seed } })),
  );
}

/** The preset on half the units for half the epochs, with steps twice as large: to try many settings on. */
export function halfSize(preset: Preset): Preset {
  return {
    ...preset,
    units: preset.units.map((units) => units / 2),
    epochs: Math.ceil(preset.epochs / 2),
    learningRate: 2 * preset.learningRate,
  };
}

export interface ExperimentOptions {
  melodies: readonly Melody[];
  /** What all settings have in common. */
  preset: Preset;
  settings: readonly Setting[];
  /** Each setting has a folder of its own in it, named after it: checkpoints and diary. */
  folder: string;
  /** Rows made earlier, elsewhere: a setting that stands here for the very same melodies and preset is not trained. */
  recorded?: readonly RecordedRow[];
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
  const { melodies, settings, folder, recorded = [], onProgress, signal } = options;
  const folders = settings.map((setting) => setting.name.toLowerCase().replace(/[^a-z0-9.]+/g, "-"));
  const twice = folders.find((name, i) => folders.indexOf(name) < i);
  if (twice !== undefined) throw new Error(`Two settings are called "${twice}"; give each a name of its own.`);
  const rows: ExperimentRow[] = [];
  const fitted = new Map<string, NoteBins>();
  for (const [i, setting] of settings.entries()) {
    const preset = { ...options.preset, ...setting.change };
    // Fitted once for all settings that choose them alike: over millions of notes that is half the work.
    const chosen = JSON.stringify(binChoices(preset));
    const bins = fitted.get(chosen) ?? binsFor(melodies, preset);
    fitted.set(chosen, bins);
    const dataset = makeDataset(melodies, preset, bins);
    const known = recorded.find(({ key }) => key === recordKey(dataset));
    if (known) {
      rows.push({ ...known.row, setting: setting.name });
      continue;
    }
    const own = path.join(folder, folders[i]);
    const compose = diaryFor(dataset, own, { snapshots: false });
    const report = onProgress && ((progress: TrainingProgress) => onProgress(setting, progress));
    const onEpoch = whenDue(compose, dataset.preset.diaryEvery);
    const run = await train({ dataset, folder: path.join(own, "training"), onEpoch, onProgress: report, signal });
    try {
      rows.push(rowOf(setting, run));
      if (!run.finished) break;
    } finally {
      run.dispose();
    }
  }
  return rows;
}

function rowOf({ name }: Setting, run: TrainingRun<DiaryEntry>): ExperimentRow {
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
    stage: entry?.stage ?? null,
    loopPeriod: entry?.loopPeriod ?? null,
    longestCopy: entry?.longestCopy ?? null,
    validationStage: entry?.measures?.validationStage ?? null,
    validationLongestCopy: entry?.measures?.validationLongestCopy ?? null,
    stage3Share: entry?.measures?.stage3Share ?? null,
    order: stagesInOrder(diary),
    seconds: run.seconds,
    finished: run.finished,
  };
}
