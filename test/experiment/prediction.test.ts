import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { beforeEach, describe, expect, it } from "vitest";
import { makeWindows } from "../../lib/dataset/windows";
import { comparePredictors, predictSongs } from "../../lib/experiment/prediction";
import { bitsPerNote, bootstrap, NgramModel, opponentsOf, perplexity } from "../../lib/evaluation";
import { tf } from "../../lib/tensorflow";
import { train } from "../../lib/training";
import { makeDataset, songsOf } from "../../lib/dataset";
import { tinyMelodies, tinyPreset } from "../training/tiny";

const melodies = tinyMelodies(20);
const preset = { ...tinyPreset, objective: "continuation" as const, learningRate: 0.05, epochs: 8 };
let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "prediction-"))));

const predicted = async (options: Parameters<typeof predictSongs>[0]) => (await predictSongs(options))!;

describe("predictSongs", () => {
  it("gives the test perplexity of the epoch that the validation songs choose", async () => {
    const before = tf.memory().numTensors;
    const result = await predicted({ melodies, preset, folder });
    expect(tf.memory().numTensors).toBe(before);
    const losses = result.history.map((record) => record.validationLoss!);
    const least = Math.min(...losses);
    expect(result.epoch).toBe(losses.indexOf(least) + 1);
    expect(2 ** result.bits.network.validation).toBeCloseTo(Math.exp(least), 4);
    // So fast a learner overfits: the epoch is not the last, and the last would have told something else.
    expect(result.epoch).toBeLessThan(8);
    // The same by another way: a training that ends after that epoch, and its model asked.
    const dataset = makeDataset(melodies, { ...preset, diaryEvery: 1 });
    const run = await train({ dataset, folder: path.join(folder, "again"), epochs: result.epoch });
    expect(2 ** result.bits.network.test).toBeCloseTo(await perplexity(run.model, dataset.windows.test), 4);
    run.dispose();
  });

  it("asks the opponents about the same windows, song by song and over all", async () => {
    const { songs, trainingSongs, vocabulary, bits } = await predicted({
      melodies,
      preset: { ...preset, epochs: 1 },
      folder,
    });
    const dataset = makeDataset(melodies, preset);
    expect(trainingSongs).toBe(songsOf(dataset, "train").length);
    expect(vocabulary).toBe(dataset.vocabulary.size);
    const { timesteps, stride, objective } = preset;
    const opponents = opponentsOf(dataset);
    expect(Object.keys(bits)).toEqual(["network", ...Object.keys(opponents)]);
    for (const who of ["unigram", "trigram", "kneserNey", "windowAlone", "memory"] as const) {
      for (const side of ["validation", "test"] as const) {
        expect(bits[who][side]).toBeCloseTo(bitsPerNote(opponents[who], dataset.windows[side], objective), 8);
      }
      const [first] = songsOf(dataset, "validation");
      const own = makeWindows([first.indices], { timesteps, stride, objective });
      const song = songs.find(({ file }) => file === first.file)!;
      expect(song).toMatchObject({ split: "validation", windows: own.count });
      expect(song.bits[who]).toBe(bitsPerNote(opponents[who], own, objective));
    }
    expect(songs.map((song) => song.file).sort()).toEqual(
      [...songsOf(dataset, "validation"), ...songsOf(dataset, "test")].map((song) => song.file).sort(),
    );
    expect(new Set(Object.values(bits).map(({ test }) => test)).size).toBe(6);
  });

  it("compares two by song, each by the windows it has", async () => {
    const result = await predicted({ melodies, preset: { ...preset, epochs: 1 }, folder });
    const gap = comparePredictors(result, "network", "unigram", "test");
    expect(gap.mean).toBeCloseTo(result.bits.network.test - result.bits.unigram.test, 12);
    const values = result.songs
      .filter((song) => song.split === "test")
      .map((song) => ({ value: song.bits.network - song.bits.unigram, weight: song.windows }));
    expect(gap).toEqual(bootstrap(values));
  });

  it("lets the tables count the songs in the keys that the network had them in", async () => {
    const inKeys = { ...preset, epochs: 1, transpositions: [1, 2] };
    const { trainingSongs, bits } = await predicted({ melodies, preset: inKeys, folder });
    const dataset = makeDataset(melodies, inKeys);
    expect(trainingSongs).toBe(songsOf(dataset, "train").length / 3);
    const perplexityOfTrigram = 2 ** bits.trigram.test;
    expect(perplexityOfTrigram).toBeCloseTo(
      NgramModel.of(dataset, 3).perplexity(dataset.windows.test, "continuation"),
      8,
    );
    expect(perplexityOfTrigram).not.toBeCloseTo(
      NgramModel.of(makeDataset(melodies, preset), 3).perplexity(dataset.windows.test, "continuation"),
      3,
    );
  });

  it("does not train again what is finished", async () => {
    const { seconds: _, ...first } = await predicted({ melodies, preset, folder });
    const reports: string[] = [];
    const { seconds: __, ...second } = await predicted({
      melodies,
      preset,
      folder,
      onProgress: ({ state }) => void reports.push(state),
    });
    expect(second).toEqual(first);
    expect(reports).toEqual([]);
  });

  it("refuses a collection without validation and test songs, and a training without an epoch", async () => {
    expect(await predictSongs({ melodies: melodies.slice(0, 1), preset, folder })).toBeNull();
    expect(await predictSongs({ melodies, preset, folder, signal: AbortSignal.abort() })).toBeNull();
  });
});
