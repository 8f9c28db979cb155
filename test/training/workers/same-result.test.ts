import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { tinyDataset, tinyMelody } from "../tiny";
import { runWorkers } from "./start";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workers-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const largest = (a: number[], b: number[]): number => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe("workers that train together", () => {
  // 16 windows a step; the last of an epoch has fewer, which three workers cannot share evenly.
  const steps = tinyDataset().batches.train.steps(0);
  const epochs = Math.ceil(20 / steps);

  it.each([0, 0.4])(
    "end where one process does, with dropout %d",
    async (dropout) => {
      const preset = { dropout, epochs, diaryEvery: 1 };
      const [alone, two, three] = await Promise.all(
        [1, 2, 3].map((count) => runWorkers(count, { folder: path.join(folder, `${dropout}-${count}`), preset })),
      );
      expect(steps * epochs).toBeGreaterThanOrEqual(20);
      expect(alone[0].finished).toBe(true);
      for (const [first, ...others] of [two, three]) {
        expect(first.losses.length).toBe(2 * epochs);
        expect(largest(first.losses as number[], alone[0].losses as number[])).toBeLessThan(1e-5);
        expect(largest(first.accuracies, alone[0].accuracies)).toBeLessThan(1e-6);
        expect(largest(first.weights, alone[0].weights)).toBeLessThan(1e-5);
        expect(first.diary).toEqual(alone[0].diary);
        for (const other of others) {
          expect(other.finished).toBe(true);
          expect(other.weights).toEqual(first.weights); // every rank has the very same
        }
      }
    },
    300_000,
  );

  it("do so with the model that points back, on whole songs of different lengths", async () => {
    const model = { model: "pointer", units: [32], dropout: 0.4 } as const;
    const preset = { ...model, wholeSongs: true, timesteps: 60, batch: 4, annealed: true, epochs: 8, diaryEvery: 4 };
    const melodies = [20, 35, 48, 27, 41, 30, 22, 58, 44, 36, 25, 52];
    const dataset = tinyDataset(
      preset,
      melodies.map((length, i) => tinyMelody(i, length)),
    );
    const { train } = dataset.batches;
    expect(train.steps(0) * preset.epochs).toBeGreaterThanOrEqual(20);
    // A slice of shorter melodies is a smaller tensor, and its dropout still that of the whole batch.
    const ranks = [0, 1].map((rank) => train.slice(rank, 2).batch(0, 0).timesteps);
    expect(ranks[0]).not.toBe(ranks[1]);
    const [alone, two] = await Promise.all(
      [1, 2].map((count) => runWorkers(count, { folder: path.join(folder, `pointer-${count}`), preset, melodies })),
    );
    expect(alone[0].finished).toBe(true);
    expect(largest(two[0].losses as number[], alone[0].losses as number[])).toBeLessThan(1e-5);
    expect(largest(two[0].weights, alone[0].weights)).toBeLessThan(1e-5);
    expect(two[1].weights).toEqual(two[0].weights);
  }, 300_000);
});
