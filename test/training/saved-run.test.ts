import { afterEach, beforeEach, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { tf } from "../../lib/tensorflow";
import { openRun, train, type EpochEntry } from "../../lib/training";
import { digestOf } from "./child";
import { tinyDataset, tinyMelodies, tinyPreset } from "./tiny";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "saved-"))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  expect(tf.memory().numTensors).toBe(0);
});

it("gives state, vocabulary and model of a run from its folder alone", async () => {
  const dataset = tinyDataset();
  const onEpoch = (_: unknown, epoch: number): EpochEntry => ({ epoch });
  const run = await train({ dataset, folder, epochs: 2, onEpoch });
  const saved = (await openRun(folder))!;
  const model = await saved.model();
  await saved.close();
  expect(digestOf(model)).toBe(digestOf(run.model));
  expect(saved.vocabulary.symbols).toEqual(dataset.vocabulary.symbols);
  expect([...saved.vocabulary.encode(tinyMelodies()[0].notes)]).toEqual([...dataset.songs[0].indices]);
  expect(saved.messages).toEqual([]);
  expect(saved.state).toMatchObject({
    preset: tinyPreset,
    epoch: 2,
    history: run.history,
    diary: [{ epoch: 1 }, { epoch: 2 }],
    implementations: run.implementations,
  });
  run.dispose();
  model.dispose();
});

it("is undefined where there is no run", async () => {
  expect(await openRun(folder)).toBeUndefined();
});
