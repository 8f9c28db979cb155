/** What bins do to a trained model: one small training for each choice. */
import * as path from "path";
import type { Melody, Note } from "../corpus";
import type { BinChoices } from "../encoding";
import { makeDataset } from "../dataset";
import { type Preset, presets } from "../preset";
import { train, type TrainingProgress } from "../training";
import { diaryFor, whenDue } from "./diary";
import { recordKey } from "./experiment-record";

export interface BinsTraining {
  /** What the choice is called. */
  name: string;
  /** Distinct pseudo-notes V. */
  vocabulary: number;
  epochs: number;
  /**
   * Loss of the last epoch in bits per note: of training windows, and of validation songs (null without any). Coarser bins
   * make an easier task: set each beside log₂ V, the bits of a guess, and beside what the bins lose.
   */
  bits: { training: number; validation: number | null; guess: number };
  /** What the model composed last. */
  piece: Note[];
  /** False where it was stopped before its last epoch. */
  finished: boolean;
}

export interface BinsTrainingOptions {
  melodies: readonly Melody[];
  /** By name. */
  choices: Readonly<Record<string, Pick<BinChoices, "duration" | "velocity">>>;
  /** Of the model and its training; default quick. */
  preset?: Preset;
  /** Checkpoints and diary go below it: what was trained earlier is not trained again. */
  folder: string;
  onProgress?: (name: string, progress: TrainingProgress) => void | Promise<void>;
  /** Ends the training after the current step; choices that come after it are left out. */
  signal?: AbortSignal;
}

/** Trains the preset's model with each choice of bins, one after the other. @throws as `train` and `makeDataset` do. */
export async function trainBins(options: BinsTrainingOptions): Promise<BinsTraining[]> {
  const { melodies, choices, preset = presets.quick, folder, onProgress, signal } = options;
  const outcomes: BinsTraining[] = [];
  for (const [name, { duration, velocity }] of Object.entries(choices)) {
    const dataset = makeDataset(melodies, { ...preset, durationBins: duration, velocityBins: velocity });
    const own = path.join(folder, recordKey(dataset).replace(/\W+/g, "-"));
    const run = await train({
      dataset,
      folder: path.join(own, "training"),
      onEpoch: whenDue(diaryFor(dataset, own, { snapshots: false }), preset.diaryEvery),
      onProgress: onProgress && ((progress: TrainingProgress) => onProgress(name, progress)),
      signal,
    });
    try {
      const { last, diary, history, finished } = run;
      if (last) {
        const bits = (nats: number): number => nats / Math.LN2;
        outcomes.push({
          name,
          vocabulary: dataset.vocabulary.size,
          epochs: history.length,
          bits: {
            training: bits(last.loss),
            validation: last.validationLoss === null ? null : bits(last.validationLoss),
            guess: Math.log2(dataset.vocabulary.size),
          },
          piece: dataset.vocabulary.decode(diary[diary.length - 1]?.indices ?? []),
          finished,
        });
      }
      if (!finished) break;
    } finally {
      run.dispose();
    }
  }
  return outcomes;
}
