/** The training of notes with several numbers: the session is the same. */
import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Multivariate } from "../../lib/encoding";
import type { Preset } from "../../lib/preset";
import { evaluate, gradientsOf, multivariate, train } from "../../lib/training";
import { goesOn } from "./goes-on";
import { tinyDataset } from "./tiny";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "multivariate-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = (changes: Partial<Preset> = {}) =>
  tinyDataset({ model: "multivariate", gapBins: { method: "quantile", count: 2 }, epochs: 3, ...changes });

it("learns, and after an interruption goes on to the very same weights", async () => {
  await goesOn(dataset(), multivariate, folder);
});

it("the loss is that of its numbers, which know what the indices of the windows stand for", async () => {
  const data = dataset();
  const model = multivariate.make(data.preset, data.vocabulary);
  const { loss, parts } = (await evaluate(model, data.batches.train)) as { loss: number; parts: number[] };
  expect(parts).toHaveLength(new Multivariate(data.bins).sizes.length);
  expect(parts.reduce((a, b) => a + b)).toBeCloseTo(loss, 5);
  // Untrained it knows nothing: about as many nats as there are values.
  new Multivariate(data.bins).sizes.forEach((size, f) => expect(Math.abs(parts[f] - Math.log(size))).toBeLessThan(0.3));
  const song = data.songs[0].indices;
  expect(model.config.steps.filter((_, i) => song.includes(i))).toHaveLength(new Set(song).size);
  expect(song.length).toBe(40);
  const steps = Array.from(song, (i) => model.config.steps[i]).flat();
  expect(data.vocabulary.decode(song)).toEqual(new Multivariate(data.bins).decode(steps));
  model.dispose();
});

it("drops out of a slice what it drops out of the whole batch", () => {
  const data = dataset({ dropout: 0.5 });
  const model = multivariate.make(data.preset, data.vocabulary);
  const whole = gradientsOf(model, data.batches.train.batch(0, 0), 7);
  const slices = [0, 1].map((rank) => gradientsOf(model, data.batches.train.slice(rank, 2).batch(0, 0), 7));
  const notes = slices.reduce((sum, slice) => sum + slice.notes, 0);
  expect(slices.reduce((sum, { loss, notes: own }) => sum + loss * own, 0) / notes).toBeCloseTo(whole.loss, 5);
  model.dispose();
});

it("is not made from a preset of another model", async () => {
  const other = dataset({ model: "seq2seq" });
  await expect(train({ dataset: other, kind: multivariate, folder })).rejects.toThrow(/of a model "seq2seq"/);
});
