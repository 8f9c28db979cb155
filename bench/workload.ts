/** What every program in the bench is given to do: the same model, the same notes. */
import * as fs from "fs";
import * as path from "path";
import { mix } from "../lib/dataset";

export type Precision = "float32" | "bfloat16";

export interface Workload {
  vocabulary: number;
  /** Units of each LSTM layer, bottom first; encoder and decoder alike; all equal. */
  units: number[];
  /** Share dropped between LSTM layers in training, 0-1. */
  dropout: number;
  timesteps: number;
  /** Windows in a training step. */
  batch: number;
  /** Adam's. */
  learningRate: number;
  precision: Precision;
  seed: number;
  /** Windows of `timesteps` indices below `vocabulary`, a whole number of batches. Encoder input and target alike. */
  windows: number[][];
}

/** The article's model and shapes, with the given units. */
export function articleWorkload(units: number, precision: Precision = "float32"): Workload {
  const shape = { vocabulary: 580, timesteps: 50, batch: 64 };
  const windows = syntheticWindows({ ...shape, count: 4 * shape.batch, seed: 1 });
  return { ...shape, units: [units, units], dropout: 0.2, learningRate: 1e-3, precision, seed: 1, windows };
}

/**
 * Windows a model can learn something from: each walks round one of 8 phrases of 4 to 12 notes, and one note in
 * ten is a stray one.
 */
export function syntheticWindows(o: {
  vocabulary: number;
  timesteps: number;
  count: number;
  seed: number;
}): number[][] {
  const below = (limit: number, ...place: number[]) => mix(o.seed, ...place) % limit;
  return Array.from({ length: o.count }, (_, window) => {
    const phrase = below(8, 0, window);
    const period = 4 + below(9, 1, phrase);
    const start = below(period, 2, window);
    return Array.from({ length: o.timesteps }, (_, t) =>
      below(10, 3, window, t) === 0
        ? below(o.vocabulary, 4, window, t)
        : below(o.vocabulary, 5, phrase, (start + t) % period),
    );
  });
}

/** Writes the workload where a peer can read it; returns the file. */
export function writeWorkload(folder: string, name: string, workload: Workload): string {
  const file = path.join(folder, `${name}.json`);
  fs.writeFileSync(file, JSON.stringify(workload));
  return file;
}
