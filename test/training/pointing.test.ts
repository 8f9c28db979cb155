import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Preset } from "../../lib/preset";
import { openRun, pointing, train } from "../../lib/training";
import { goesOn, numbers } from "./goes-on";
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

it("learns, and after an interruption goes on to the very same weights", async () => {
  const { weights, folder: parted } = await goesOn(dataset(), pointing, folder);
  const saved = (await openRun(parted, pointing))!;
  const again = await saved.model();
  await saved.close();
  expect(numbers(again)).toEqual(weights);
  again.dispose();
});

it("is not made from a preset of another model", async () => {
  const other = dataset({ model: "seq2seq" });
  await expect(train({ dataset: other, kind: pointing, folder })).rejects.toThrow(/of a model "seq2seq"/);
  await expect(train({ dataset: dataset(), folder })).rejects.toThrow(/of a model "pointer", not seq2seq/);
});
