import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { capture } from "../../lib/display";
import { trainAndCompare } from "../../lib/display/compare";
import { ARTICLE } from "../../lib/encoding";
import { trainBins } from "../../lib/experiment";
import { makeDataset } from "../../lib/dataset";
import { train } from "../../lib/training";
import { tf } from "../../lib/tensorflow";
import { smallPreset as preset, tunes as melodies } from "./tunes";

const own = { duration: { edges: [0.25] }, velocity: { edges: [] } };
let folder: string;
beforeAll(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "bins-training-"))));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("trainBins", () => {
  it("trains one model for each choice: the losses are a training's own, in bits, and each has composed", async () => {
    const before = tf.memory().numTensors;
    const heard = new Set<string>();
    const outcomes = await trainBins({
      melodies,
      choices: { article: ARTICLE, own },
      preset,
      folder,
      onProgress: (name) => void heard.add(name),
    });
    expect(tf.memory().numTensors).toBe(before);
    expect([...heard]).toEqual(["article", "own"]);
    expect(outcomes.map(({ name, finished }) => [name, finished])).toEqual([
      ["article", true],
      ["own", true],
    ]);
    expect(outcomes[1].vocabulary).toBeLessThan(outcomes[0].vocabulary);
    const dataset = makeDataset(melodies, { ...preset, durationBins: own.duration, velocityBins: own.velocity });
    const run = await train({ dataset, folder: path.join(folder, "again") });
    run.dispose();
    expect(outcomes[1].bits.training).toBeCloseTo(run.last!.loss / Math.log(2), 9);
    expect(outcomes[1].bits.validation).toBeCloseTo(run.last!.validationLoss! / Math.log(2), 9);
    expect(outcomes[1].bits.guess).toBeCloseTo(Math.log2(dataset.vocabulary.size), 12);
    for (const { piece } of outcomes) expect(piece.length).toBeGreaterThan(10);
    // One velocity bin: all notes are equally loud.
    expect(new Set(outcomes[1].piece.map(({ velocity }) => velocity)).size).toBe(1);
  }, 120_000);

  it("does not train again what was trained before", async () => {
    let steps = 0;
    const again = await trainBins({
      melodies,
      choices: { own },
      preset,
      folder,
      onProgress: (_, { state }) => void (state === "training" && steps++),
    });
    expect(steps).toBe(0);
    expect(again[0]).toMatchObject({ name: "own", finished: true });
  }, 60_000);

  it("is shown as a table and as sounds, beside the article's bins", async () => {
    const outputs = await capture(() => trainAndCompare(own, { melodies, preset, folder }));
    const texts = outputs.map(({ data }) => String(data["text/plain"]));
    expect(texts.join("\n")).toMatch(/the article's.*your own/s);
    expect(texts[texts.length - 1]).toMatch(/♪ composed with the article's bins.*\n♪ composed with your own bins/);
  }, 60_000);
});
