/** Collections that nobody would choose: read, made a dataset, trained on for an epoch, composed from. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { binCost } from "../../lib/encoding";
import { readCorpus, readMidi } from "../../lib/corpus";
import { makeDataset, songsOf, type Dataset } from "../../lib/dataset";
import { mix } from "../../lib/dataset/random";
import { diaryFor } from "../../lib/experiment";
import { train } from "../../lib/training";
import { note, smf } from "../corpus/smf";
import { tinyPreset } from "../training/tiny";

const preset = { ...tinyPreset, epochs: 1, diaryEvery: 1 };

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "hostile-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A song of `length` notes that follows from `seed`, on `pitches` different pitches, all of one length. */
function song(seed: number, length: number, pitches = 12): Uint8Array {
  return smf([Array.from({ length }, (_, i) => note(60 + (mix(seed, i) % pitches), 0, 24)).flat()]);
}

function put(name: string | Buffer, bytes: Uint8Array): void {
  fs.mkdirSync(path.join(folder, "songs"), { recursive: true });
  fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/songs/`), Buffer.from(name)]), bytes);
}

async function datasetOf(): Promise<Dataset> {
  const { melodies } = await readCorpus(path.join(folder, "songs"));
  expect(binCost(melodies, makeDataset(melodies, preset).bins).notes).toBeGreaterThan(0);
  return makeDataset(melodies, preset);
}

/** Trains for an epoch and composes; the folder of the run has no more than what belongs there. */
async function trainOn(dataset: Dataset): Promise<void> {
  const out = path.join(folder, "out");
  fs.mkdirSync(out, { recursive: true });
  const run = await train({
    dataset,
    folder: path.join(folder, "run"),
    onEpoch: diaryFor(dataset, out, { length: 20 }),
  });
  try {
    expect(run.finished).toBe(true);
    expect(run.history).toHaveLength(1);
    expect(Number.isFinite(run.history[0].loss)).toBe(true);
    expect(run.diary.length).toBeGreaterThan(0);
    for (const file of fs.readdirSync(path.join(out, "diary")).filter((name) => name.endsWith(".mid"))) {
      expect(readMidi(path.join(out, "diary", file)).tracks[0].notes).toHaveLength(20);
    }
  } finally {
    run.model.dispose();
  }
}

describe("a collection", () => {
  it.each([1, 2, 3])("of %i songs is trained on", async (count) => {
    for (let seed = 0; seed < count; seed++) put(`${seed}.mid`, song(seed, 40));
    const dataset = await datasetOf();
    expect(songsOf(dataset, "train")).toHaveLength(1);
    expect(songsOf(dataset, "validation")).toHaveLength(count > 1 ? 1 : 0);
    await trainOn(dataset);
  });

  it("of a single window is trained on", async () => {
    put("short.mid", song(1, preset.timesteps));
    const dataset = await datasetOf();
    expect(dataset.windows.train.count).toBe(1);
    await trainOn(dataset);
  });

  it.each([1, 6])("of %i songs that have one pitch, one length and one velocity is trained on", async (count) => {
    for (let seed = 0; seed < count; seed++) put(`${seed}.mid`, song(seed, 40 + seed, 1));
    const dataset = await datasetOf();
    expect(dataset.vocabulary.size).toBe(1);
    await trainOn(dataset);
  });

  it("of one song under many names is one song, on one side", async () => {
    for (let copy = 0; copy < 20; copy++) put(`${copy}.mid`, song(1, 40));
    const dataset = await datasetOf();
    expect(songsOf(dataset, "train")).toHaveLength(20);
    await trainOn(dataset);
  });

  it("with names that are not UTF-8 is trained on, and its songs are told apart by them", async () => {
    for (let byte = 0xe0; byte < 0xe6; byte++) put(Buffer.from([byte, ...Buffer.from(".mid")]), song(byte, 40));
    const dataset = await datasetOf();
    expect(dataset.songs.map(({ file }) => file)).toEqual([0, 1, 2, 3, 4, 5].map((i) => `\\xe${i}.mid`));
    await trainOn(dataset);
  });
});

describe("a folder that changes between two runs", () => {
  it("stops the second, says what changed, and leaves the first as it was", async () => {
    for (let seed = 0; seed < 6; seed++) put(`${seed}.mid`, song(seed, 40));
    const before = await datasetOf();
    await trainOn(before);
    put("new.mid", song(9, 40));
    const after = await datasetOf();
    await expect(trainOn(after)).rejects.toThrow(/collection: was 6 melodies, 240 notes, .*is 7 melodies, 280 notes/);
    fs.rmSync(path.join(folder, "songs", "new.mid"));
    await trainOn(await datasetOf());
  });

  it("does not, where a song was renamed only", async () => {
    for (let seed = 0; seed < 6; seed++) put(`${seed}.mid`, song(seed, 40));
    await trainOn(await datasetOf());
    fs.renameSync(path.join(folder, "songs", "5.mid"), path.join(folder, "songs", "6.mid"));
    await trainOn(await datasetOf());
  });
});
