import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { PointerModel } from "../../lib/model";
import type { Preset } from "../../lib/preset";
import { openRun, pointing, train } from "../../lib/training";
import { tinyDataset, tinyMelodies, tinyMelody } from "./tiny";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pointing-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const melodies = [...tinyMelodies(10), ...[20, 21, 22, 23].map((seed) => tinyMelody(seed, 10 + seed))];
const dataset = (changes: Partial<Preset> = {}) =>
  tinyDataset(
    { model: "pointer", units: [32], wholeSongs: true, timesteps: 35, batch: 4, annealed: true, epochs: 3, ...changes },
    melodies,
  );
const numbers = (model: PointerModel) => model.weights.map(({ variable }) => [...variable.dataSync()]);

it("learns, and after an interruption goes on to the very same weights", async () => {
  const whole = await train({ dataset: dataset(), kind: pointing, folder: join(folder, "whole") });
  const losses = whole.history.map(({ loss }) => loss);
  expect(losses[2]).toBeLessThan(losses[0]);
  const stop = new AbortController();
  const parted = {
    dataset: dataset(),
    kind: pointing,
    folder: join(folder, "parted"),
    onEpoch: (_: PointerModel, epoch: number) => void (epoch === 1 && stop.abort()),
  };
  const first = await train({ ...parted, signal: stop.signal });
  expect(first.finished).toBe(false);
  const second = await train(parted);
  expect(numbers(second.model)).toEqual(numbers(whole.model));
  const saved = (await openRun(parted.folder, pointing))!;
  const again = await saved.model();
  await saved.close();
  expect(numbers(again)).toEqual(numbers(whole.model));
  [whole, first, second, again].forEach((each) => each.dispose());
});

it("is not made from a preset of another model", async () => {
  const other = dataset({ model: "seq2seq" });
  await expect(train({ dataset: other, kind: pointing, folder })).rejects.toThrow(/of a model "seq2seq"/);
  await expect(train({ dataset: dataset(), folder })).rejects.toThrow(/of a model "pointer", not seq2seq/);
});
