/** What the numbers of a note cost, against the mean over windows asked one by one. */
import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { afterAll, describe, expect, it } from "vitest";
import { makeWindows, batchesInOrder, songsOf } from "../../lib/dataset";
import { noteValueBins } from "../../lib/encoding";
import { partBits, partBitsBehind, predictParts, multivariatePreset } from "../../lib/experiment";
import { presets } from "../../lib/preset";
import { evaluate, multivariate, seq2seq } from "../../lib/training";
import { tinyDataset, tinyMelodies } from "../training/tiny";

const folder = mkdtempSync(join(tmpdir(), "parts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const changes = { objective: "continuation", model: "multivariate", gapBins: { edges: [0.4] }, epochs: 3 } as const;
const melodies = tinyMelodies(24);

describe("predicting the numbers of a note", () => {
  it("the answer is that of the epoch with the least validation loss", async () => {
    const dataset = tinyDataset({ ...changes, learningRate: 0 }, melodies);
    const result = (await predictParts({ dataset, kind: multivariate, folder: join(folder, "still") }))!;
    const asked = songsOf(dataset, "test").filter(({ indices }) => indices.length >= 16);
    expect(result.songs.map(({ file }) => file)).toEqual(asked.map(({ file }) => file));
    expect(asked.length).toBeGreaterThan(1);
    for (const [i, { indices }] of asked.entries()) {
      const windows = makeWindows([indices], dataset.preset);
      const { loss } = (await evaluate(result.model, batchesInOrder(windows, 5))) as { loss: number };
      expect(result.songs[i].notes).toBe(windows.notes);
      expect(result.songs[i].bits).toHaveLength(4);
      // Without learning every epoch gives the same answer.
      expect(partBits([result.songs[i]]).mean).toBeCloseTo(loss / Math.LN2, 4);
    }
    expect(result.epoch).toBe(1);
    result.model.dispose();
  });

  it("a pseudo-note is one number, and is compared with some of the others'", async () => {
    const { gapBins: _, ...plain } = changes;
    const made = tinyDataset({ ...plain, model: "seq2seq" }, melodies);
    const four = tinyDataset(changes, melodies);
    const a = (await predictParts({ dataset: made, kind: seq2seq, folder: join(folder, "pseudo") }))!;
    const b = (await predictParts({ dataset: four, kind: multivariate, folder: join(folder, "four") }))!;
    expect(a.songs[0].bits).toHaveLength(1);
    const gap = partBitsBehind(b.songs, a.songs, { own: 3 });
    expect(gap.mean).toBeCloseTo(partBits(b.songs, 3).mean - partBits(a.songs).mean, 10);
    expect(gap.low).toBeLessThanOrEqual(gap.mean);
    expect(() => partBitsBehind(b.songs, [...a.songs].reverse())).toThrow("ask both about the same songs");
    [a, b].forEach(({ model }) => model.dispose());
  });

  it("is null where no song is held back", async () => {
    const dataset = tinyDataset(changes, melodies.slice(0, 1));
    expect(await predictParts({ dataset, kind: multivariate, folder: join(folder, "none") })).toBeNull();
  });
});

it("the preset: songs never seen, what follows, note values; the reader's velocity bins and seed", () => {
  const preset = multivariatePreset({ ...presets.quick, seed: 9 });
  expect(preset).toMatchObject({ seed: 9, split: "family", objective: "continuation", model: "multivariate" });
  expect([preset.velocityBins, preset.durationBins]).toEqual([presets.quick.velocityBins, noteValueBins]);
  expect(preset.songs).not.toBeNull();
  expect(multivariatePreset(presets.standard).songs).toBeNull();
});
