import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { exportModel, importKeras, importSafetensors, readSafetensors } from "../../lib/exchange";
import { generate } from "../../lib/generation";
import { Seq2Seq } from "../../lib/model";
import { Adam, trainStep } from "../../lib/training";
import { tf } from "../../lib/tensorflow";
import { difference, runKeras } from "../model/keras";
import { tinyBatch } from "../model/tiny";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "exchange-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Opened {
  keras: { probabilities: number[]; states: number[][][]; piece: number[][] };
  onnx: { states: number[][][]; piece: number[][] };
  safetensors: Record<string, number[]>;
  iterations?: number;
  learned?: Record<string, number[]>;
}

const settings = { learningRate: 0.02, clipNorm: 0.5 };
const batch = tinyBatch();
const length = 60;
const rowsOf = (notes: Int32Array): Int32Array[] =>
  Array.from({ length: batch.size }, (_, b) => notes.slice(b * batch.timesteps, (b + 1) * batch.timesteps));

function trained(config: Partial<Seq2Seq["config"]>, steps: number): { model: Seq2Seq; adam: Adam } {
  const model = new Seq2Seq({ vocabulary: 7, units: [32, 32], dropout: 0, seed: 3, ...config });
  const adam = new Adam(settings);
  for (let step = 0; step < steps; step++) trainStep(model, adam, batch, step, settings);
  return { model, adam };
}

const weightsOf = (model: Seq2Seq): Record<string, number[]> =>
  Object.fromEntries(model.weights.map(({ name, variable }) => [name, Array.from(variable.dataSync())]));

function open(exported: string): Opened {
  const [encoder, decoder, target] = [batch.encoder, batch.decoder, batch.target].map((notes) =>
    rowsOf(notes).map((row) => [...row]),
  );
  return runKeras("exchange/open_exports.py", { folder: exported, vocabulary: 7, length, encoder, decoder, target });
}

const expectWithin = (found: number[], expected: ArrayLike<number>, limit = 1e-5): void =>
  expect(difference(found, expected, limit, 0)).toBeLessThanOrEqual(1);

describe("an exported model", () => {
  it.each(["each-layer", "top-layer"] as const)(
    "computes, composes and learns elsewhere what it does here (%s)",
    async (states) => {
      const { model, adam } = trained({ states }, 8);
      const exported = path.join(folder, states);
      await exportModel(model, exported, { optimizer: { ...settings, state: adam.state() } });
      const opened = open(exported);

      const notes = (values: Int32Array) => tf.tensor2d(values, [batch.size, batch.timesteps], "int32");
      const logits = model.training.predict([notes(batch.encoder), notes(batch.decoder)]) as tf.Tensor;
      expectWithin(opened.keras.probabilities, tf.softmax(logits).dataSync());
      const ours = (model.encoder.predict(notes(batch.encoder)) as tf.Tensor[]).map((state) => state.dataSync());
      for (const { states: theirs, piece } of [opened.keras, opened.onnx]) {
        expect(theirs.length).toBe(4);
        theirs.forEach((state, i) => expectWithin(state.flat(), ours[i]));
        const pieces = generate(model, rowsOf(batch.encoder), { length });
        expect(piece).toEqual(Array.from({ length }, (_, t) => pieces.map((one) => one[t])));
        expect(new Set(piece.flat()).size).toBeGreaterThan(1);
      }
      expect(opened.safetensors).toEqual(weightsOf(model));

      // The optimizer's state is in it: the next step of both is the same.
      expect(opened.iterations).toBe(8);
      trainStep(model, adam, batch, 8, settings);
      for (const [name, values] of Object.entries(weightsOf(model))) expectWithin(opened.learned![name], values);
      adam.dispose();
      model.dispose();
    },
    180_000,
  );

  it("comes back from Keras and from safetensors", async () => {
    const { model, adam } = trained({ units: [16, 8], dropout: 0.25 }, 2);
    const exported = path.join(folder, "back");
    await exportModel(model, exported);
    const back = await importKeras(path.join(exported, "keras", "training.keras"));
    const same = importSafetensors(path.join(exported, "model.safetensors"));
    for (const { config, ...found } of [back, same].map((m) => ({ weights: weightsOf(m), config: m.config }))) {
      expect(found.weights).toEqual(weightsOf(model));
      expect(config).toMatchObject({ vocabulary: 7, units: [16, 8], dropout: 0.25, states: "each-layer" });
    }
    expect(fs.existsSync(path.join(exported, "optimizer.safetensors"))).toBe(false);
    await expect(importKeras(path.join(exported, "keras", "encoder.keras"))).rejects.toThrow(
      "is not the article's model: it has 2 LSTM layers in the encoder, 0 that start from its states, and 0 dense layers",
    );
    adam.dispose();
    for (const each of [model, back, same]) each.dispose();
  }, 180_000);

  it("is there whole or not at all, and overwrites nothing", async () => {
    const { model, adam } = trained({ units: [8] }, 1);
    const target = path.join(folder, "whole");
    const state = [{ name: "step", data: new Float32Array() }]; // lib/exchange's Python cannot read a step from it
    await expect(exportModel(model, target, { optimizer: { ...settings, state } })).rejects.toThrow(
      "to_keras.py failed",
    );
    expect(fs.readdirSync(folder).filter((name) => name.startsWith("whole"))).toEqual([]);
    fs.mkdirSync(target);
    await expect(exportModel(model, target)).rejects.toThrow("is there already, and nothing is overwritten");
    expect(fs.readdirSync(target)).toEqual([]);
    adam.dispose();
    model.dispose();
  }, 120_000);
});

describe("the article's model in Keras", () => {
  it.each([
    ["each-layer", "model.keras"],
    ["top-layer", "model.h5"],
  ])(
    "with states of %s computes here what it computes there (%s)",
    async (states, file) => {
      const own = path.join(folder, `article-${states}`);
      fs.mkdirSync(own);
      const [encoder, decoder] = [batch.encoder, batch.decoder].map((notes) => rowsOf(notes).map((row) => [...row]));
      const given = { folder: own, vocabulary: 7, units: 12, topLayer: states === "top-layer", encoder, decoder };
      const { probabilities } = runKeras<{ probabilities: number[] }>("exchange/article_keras.py", given);
      const model = await importKeras(path.join(own, file));
      expect(model.config).toMatchObject({ vocabulary: 7, units: [12, 12], dropout: 0.2, states });
      const inputs = [encoder, decoder].map((notes) => tf.tensor2d(notes, [batch.size, batch.timesteps], "int32"));
      expectWithin(probabilities, tf.softmax(model.training.predict(inputs) as tf.Tensor).dataSync());
      model.dispose();
    },
    120_000,
  );

  it("that is not there, or no model, is refused", async () => {
    await expect(importKeras(path.join(folder, "nothing.keras"))).rejects.toThrow("There is no file");
    const file = path.join(folder, "text.keras");
    fs.writeFileSync(file, "text");
    await expect(importKeras(file)).rejects.toThrow("cannot be read");
  }, 60_000);
});

describe("a safetensors file", () => {
  it("that is damaged is refused", () => {
    const file = path.join(folder, "damaged.safetensors");
    fs.writeFileSync(file, "no");
    expect(() => readSafetensors(file)).toThrow("is not a safetensors file");
    const header = JSON.stringify({ a: { dtype: "F32", shape: [2], data_offsets: [0, 8] } });
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    fs.writeFileSync(file, Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]));
    expect(() => readSafetensors(file)).toThrow("is cut off at a");
  });
});
