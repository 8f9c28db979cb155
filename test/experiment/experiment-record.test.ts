import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { describe, expect, it } from "vitest";
import {
  experiment,
  readExperimentRecord,
  recordKey,
  seedSettings,
  writeExperimentRecord,
  type ExperimentRow,
} from "../../lib/experiment";
import { makeDataset } from "../../lib/dataset";
import { readCorpus } from "../../lib/corpus";
import { presets } from "../../lib/preset";
import { smallPreset as preset, tunes as melodies } from "./tunes";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "experiments-"));
const file = path.join(scratch, "record.json");
const command = "npx tsx data/record-experiments.ts";
const keyOf = (change: object) => recordKey(makeDataset(melodies, { ...preset, ...change }));
const trained = (folder: string, recorded: { key: string; row: ExperimentRow }[] = []) =>
  experiment({ melodies, preset, settings: seedSettings([1, 2]), folder: path.join(scratch, folder), recorded });

describe("a record of experiments", () => {
  it("stands in for the training of the very same, and of nothing else", async () => {
    const rows = await trained("first");
    writeExperimentRecord(file, [{ key: keyOf({ seed: 2 }), row: rows[1] }], { command });
    const record = readExperimentRecord(file)!;
    expect(record).toMatchObject({ command, machine: { cores: os.cpus().length } });
    const again = await trained("second", record.rows);
    expect(again[1]).toEqual(rows[1]);
    expect(fs.readdirSync(path.join(scratch, "second"))).toEqual(["seed-1"]);
    await experiment({
      melodies: melodies.slice(1),
      preset,
      settings: seedSettings([2]),
      folder: path.join(scratch, "third"),
      recorded: record.rows,
    });
    expect(fs.readdirSync(path.join(scratch, "third"))).toEqual(["seed-2"]);
  });

  it("tells epochs and seeds apart", () => {
    const keys = [{}, { seed: 2 }, { epochs: 3 }, { units: [4, 4] }].map(keyOf);
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({})).toBe(keys[0]);
  });

  it("holds finished rows only", async () => {
    const row = { ...(await trained("first"))[0], finished: false };
    expect(() => writeExperimentRecord(file, [{ key: "k", row }], { command })).toThrow(/finished/);
  });

  it("says what a damaged one is, and what to do", () => {
    fs.writeFileSync(file, "{}");
    expect(() => readExperimentRecord(file)).toThrow(/no record of experiments .*record-experiments\.ts/);
    expect(readExperimentRecord(path.join(scratch, "none.json"))).toBeNull();
  });
});

describe("data/experiments.json", () => {
  it("is of the songs and the preset as they are", async () => {
    const record = readExperimentRecord("data/experiments.json")!;
    const { melodies } = await readCorpus();
    const seeds = seedSettings([2, 3, 4, 5]).map(({ change }) =>
      recordKey(makeDataset(melodies, { ...presets.standard, ...change })),
    );
    const keys = record.rows.map(({ key }) => key);
    expect(keys.filter((key) => seeds.includes(key))).toEqual(seeds);
    expect(keys).toHaveLength(4 + 14);
  });
});
