import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  diaryFor,
  keepPlayModel,
  playBits,
  playModel,
  snapshotDue,
  snapshotsFit,
  thinned,
  trainedModel,
  whenDue,
} from "../../lib/experiment";
import { argmax, generate, sample } from "../../lib/generation";
import { compose } from "../../lib/play";
import { train, type TrainingRun } from "../../lib/training";
import { tinyDataset } from "../training/tiny";

const dataset = tinyDataset({ epochs: 3, diaryEvery: 1 });
let folder: string;
let run: TrainingRun;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "play-"));
  const onEpoch = whenDue(diaryFor(dataset, folder, { length: 20 }), 1);
  run = await train({ dataset, folder, onEpoch });
});
afterAll(() => {
  run.dispose();
  fs.rmSync(folder, { recursive: true });
});

it("snapshots are kept after 1, 2, 5, 10, 20, 50 … epochs, in fewer bits where the model is large", () => {
  const due = Array.from({ length: 200 }, (_, i) => i + 1).filter(snapshotDue);
  expect(due).toEqual([1, 2, 5, 10, 20, 50, 100, 200]);
  expect([playBits(2_500_000), playBits(26_000_000)]).toEqual([8, 4]);
  expect([2_500_000, 26_000_000].map((count) => snapshotsFit({}, count))).toEqual([true, false]);
  expect(snapshotsFit({ model: "pointer" }, 1000)).toBe(false);
  expect(fs.readdirSync(path.join(folder, "snapshots"))).toEqual(["epoch-000001.model", "epoch-000002.model"]);
});

it("of many, those where the stage changes are taken, and no more than fit", () => {
  const stages = [1, 1, 1, 2, 3, 3, 3, 2].map((stage, epoch) => ({ epoch, stage }));
  const epochs = (most: number) => thinned(stages, most).map(({ epoch }) => epoch);
  expect(epochs(9)).toEqual([0, 2, 3, 4, 6, 7]);
  expect(epochs(3)).toEqual([0, 4, 7]);
  expect(epochs(1)).toEqual([0]);
  expect(thinned([], 4)).toEqual([]);
});

it("training is the same, bit for bit, with and without them", async () => {
  const bare = fs.mkdtempSync(path.join(os.tmpdir(), "play-bare-"));
  const other = await train({ dataset, folder: bare });
  const numbers = (one: TrainingRun) => one.model.weights.map(({ variable }) => [...variable.dataSync()]);
  expect(numbers(other)).toEqual(numbers(run));
  expect(other.history.map(({ loss }) => loss)).toEqual(run.history.map(({ loss }) => loss));
  other.dispose();
  fs.rmSync(bare, { recursive: true });
});

describe("the model of a run, to play with", () => {
  it("is the newest checkpoint: at 32 bits it composes what the notebook's model does", async () => {
    const play = (await trainedModel(folder))!;
    const prompt = dataset.windows.train.encoder(0);
    for (const [temperature, strategy] of [[0, argmax] as const, [0.8, sample({ temperature: 0.8 })] as const]) {
      const [wanted] = generate(run.model, [prompt], { length: 60, strategy, seed: 5 });
      expect(compose(play, { prompt, length: 60, seed: 5, temperature })).toEqual(wanted);
    }
  });

  it("has snapshots, songs and openings, and the same training gives the same", async () => {
    const play = (await keepPlayModel(dataset, folder))!;
    expect(play.snapshots.map(({ epoch, bits }) => [epoch, bits])).toEqual([
      [1, 5],
      [2, 5],
      [3, 8],
    ]);
    expect(play.snapshots.map(({ stage }) => stage)).toEqual(run.diary.map((entry) => (entry as any).stage));
    const trained = dataset.songs.filter(({ split }) => split === "train");
    expect(play.songs.map(({ name }) => name)).toEqual(trained.map(({ file }) => file));
    expect(Array.from(play.songs[0].notes)).toEqual([...trained[0].indices]);
    const notes = new Set(trained.flatMap(({ indices }) => [...indices]));
    expect([...play.heard!]).toEqual([...notes].sort((a, b) => a - b));
    expect(play.openings.length).toBeGreaterThan(3);
    for (const { notes } of play.openings) expect(compose(play, { prompt: notes, length: 3 }).length).toBe(3);
    expect((await keepPlayModel(dataset, folder))!.fingerprint).toBe(play.fingerprint);
    vi.stubEnv("OUT_DIR", folder);
    expect(playModel("quick").fingerprint).toBe(play.fingerprint);
    vi.unstubAllEnvs();
  });

  it("leaves out snapshots that are damaged, of another model, or of epochs that this run does not know", async () => {
    const snapshots = path.join(folder, "snapshots");
    fs.copyFileSync(path.join(snapshots, "epoch-000001.model"), path.join(snapshots, "epoch-000050.model"));
    fs.writeFileSync(path.join(snapshots, "epoch-000002.model"), "damaged");
    fs.writeFileSync(path.join(snapshots, "epoch-000005.model"), fs.readFileSync("data/small.model"));
    const play = (await keepPlayModel(dataset, folder))!;
    expect(play.snapshots.map(({ epoch }) => epoch)).toEqual([1, 3]);
  });

  it("is missing where nothing was trained, and says what to do", async () => {
    const empty = path.join(folder, "empty");
    expect(await trainedModel(empty)).toBeUndefined();
    expect(await keepPlayModel(dataset, empty)).toBeUndefined();
    vi.stubEnv("OUT_DIR", empty);
    expect(() => playModel("standard")).toThrow("npm run reproduce -- --preset standard makes it");
    expect(playModel("small").name).toBe("small");
    vi.unstubAllEnvs();
    await expect(keepPlayModel(tinyDataset({ units: [7, 8] }), folder)).rejects.toThrow(
      "a training of something else (preset's units: was [8,8], is [7,8])",
    );
  });
});
