import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { beforeEach, describe, expect, it } from "vitest";
import { experiment, openChoices, seedSettings, type Setting } from "../../lib/experiment/experiment";
import { tf } from "../../lib/tensorflow";
import type { ExperimentRow } from "../../lib/experiment";
import { smallPreset as preset, tunes as melodies } from "./tunes";

let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "experiment-"))));

const withoutTime = ({ seconds: _, ...row }: ExperimentRow) => row;

describe("experiment", () => {
  it("trains each setting in a folder of its own and gives its row", async () => {
    const settings: Setting[] = [
      { name: "As the preset", change: {} },
      { name: "states: top layer", change: { states: "top-layer" } },
      { name: "continuation", change: { objective: "continuation" } },
      { name: "1 velocity bin", change: { velocityBins: { method: "quantile", count: 1 } } },
    ];
    const before = tf.memory().numTensors;
    const rows = await experiment({ melodies, preset, settings, folder });
    expect(tf.memory().numTensors).toBe(before);
    expect(rows.map((row) => row.setting)).toEqual(settings.map((setting) => setting.name));
    expect(fs.readdirSync(folder).sort()).toEqual([
      "1-velocity-bin",
      "as-the-preset",
      "continuation",
      "states-top-layer",
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ epochs: 2, finished: true });
      expect(row.order.first[row.stage!]).toBeGreaterThan(0);
      expect(row.stage3Share).toBeGreaterThanOrEqual(0);
      expect(row.leastValidationLoss).toBeLessThanOrEqual(row.validationLoss!);
    }
    // Each change has had its effect: the losses all differ, and one velocity bin makes fewer pseudo-notes.
    expect(new Set(rows.map((row) => row.loss)).size).toBe(4);
    expect(rows.map((row) => row.vocabulary)).toEqual([20, 20, 20, 10]);
    expect(fs.existsSync(path.join(folder, "continuation", "diary", "epoch-0002.mid"))).toBe(true);
  });

  it("does not repeat what is finished, and takes up what was stopped", async () => {
    const settings = seedSettings([1, 2]);
    const stop = new AbortController();
    const stopped = await experiment({
      melodies,
      preset,
      settings,
      folder,
      signal: stop.signal,
      onProgress: ({ name }, { state, epoch }) => {
        if (name === "seed 2" && state === "composing" && epoch === 1) stop.abort();
      },
    });
    expect(stopped.map((row) => [row.setting, row.finished])).toEqual([
      ["seed 1", true],
      ["seed 2", false],
    ]);
    const states: string[] = [];
    const rows = await experiment({
      melodies,
      preset,
      settings,
      folder,
      onProgress: ({ name }, { state, epoch }) => void states.push(`${name} ${state} ${epoch}`),
    });
    expect(states.filter((state) => state.startsWith("seed 1"))).toEqual([]);
    expect(states.filter((state) => state.endsWith("composing 1"))).toEqual([]);
    expect(states).toContain("seed 2 composing 2");
    expect(withoutTime(rows[0])).toEqual(withoutTime(stopped[0]));
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "experiment-"));
    const uninterrupted = await experiment({ melodies, preset, settings, folder: elsewhere });
    expect(rows.map(withoutTime)).toEqual(uninterrupted.map(withoutTime));
  });

  it("refuses two settings of one name", async () => {
    const settings = [
      { name: "A b", change: {} },
      { name: "a-b", change: { dropout: 0.2 } },
    ];
    await expect(experiment({ melodies, preset, settings, folder })).rejects.toThrow(/"a-b"/);
  });
});

describe("openChoices", () => {
  it("changes one thing at a time", () => {
    for (const { change } of openChoices.slice(1)) expect(Object.keys(change)).toHaveLength(1);
    expect(openChoices[0].change).toEqual({});
  });
});
