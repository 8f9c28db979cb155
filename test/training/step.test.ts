import { describe, expect, it } from "vitest";
import { backend } from "../../lib/tensorflow/ops";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { evaluateBatch } from "../../lib/training/evaluate";
import { trainStep } from "../../lib/training/step";
import { tinyBatch, tinyModel } from "../model/tiny";

/** Losses of a few steps and the weights after them. */
function train(dropout: number, seeds: number[], units = [6, 6]): { losses: number[]; weights: Float32Array[] } {
  const model = tinyModel({ dropout, units });
  const adam = new Adam({ learningRate: 0.01 });
  const losses = seeds.map((seed) => trainStep(model, adam, tinyBatch(), seed).loss);
  const weights = model.weights.map(({ variable }) => variable.dataSync<"float32">().slice());
  model.dispose();
  adam.dispose();
  return { losses, weights };
}

describe("trainStep", () => {
  it("gives the same numbers, bit for bit, from the same seeds", () => {
    expect(train(0.3, [1, 2, 3, 4])).toEqual(train(0.3, [1, 2, 3, 4]));
    expect(train(0.3, [1, 2, 3, 4], [32, 32])).toEqual(train(0.3, [1, 2, 3, 4], [32, 32]));
  });

  it("drops by its seed, and does not drop at rate 0", () => {
    expect(train(0.3, [1, 2]).losses).not.toEqual(train(0.3, [1, 3]).losses);
    expect(train(0, [1, 2])).toEqual(train(0, [1, 3]));
  });

  it("starts at the loss of guessing and learns a melody by heart", () => {
    const model = tinyModel({ units: [32, 32], dropout: 0.1 });
    const adam = new Adam({ learningRate: 0.01 });
    const batch = tinyBatch();
    const before = evaluateBatch(model, batch);
    expect(Math.abs(before.loss - Math.log(7))).toBeLessThan(0.1);
    for (let step = 0; step < 80; step++) trainStep(model, adam, batch, step);
    const after = evaluateBatch(model, batch);
    expect(after.loss).toBeLessThan(0.1);
    expect(after.accuracy).toBe(1);
    model.dispose();
    adam.dispose();
  });

  it("learns what the decoder alone cannot know: the window's notes reach it through the states", () => {
    // The decoder hears nothing but START; only the encoder tells one window from the other.
    const target = Int32Array.of(1, 2, 3, 4, 4, 3, 2, 1);
    const batch = { size: 2, timesteps: 4, encoder: target, decoder: new Int32Array(8).fill(-1), target };
    const model = tinyModel({ units: [16, 16] });
    const adam = new Adam({ learningRate: 0.02 });
    for (let step = 0; step < 100; step++) trainStep(model, adam, batch, step);
    expect(evaluateBatch(model, batch).accuracy).toBe(1);
    model.dispose();
    adam.dispose();
  });

  it("leaves no tensor behind, in TF.js or in TensorFlow", () => {
    const model = tinyModel({ dropout: 0.2 });
    const adam = new Adam({ learningRate: 0.01 });
    const count = () => [tf.memory().numTensors, backend().binding.getNumOfTensors()];
    trainStep(model, adam, tinyBatch(), 0); // makes Adam's moments
    evaluateBatch(model, tinyBatch());
    const before = count();
    for (let step = 0; step < 3; step++) {
      trainStep(model, adam, tinyBatch(), step, { clipNorm: 0.01 });
      evaluateBatch(model, tinyBatch());
    }
    expect(count()).toEqual(before);
    model.dispose();
    adam.dispose();
  });

  it("refuses a batch whose sizes disagree", () => {
    const model = tinyModel();
    const adam = new Adam({ learningRate: 0.01 });
    expect(() => trainStep(model, adam, { ...tinyBatch(), target: new Int32Array(3) }, 0)).toThrow(
      "target holds 3 notes, not 3 windows of 5",
    );
    model.dispose();
  });
});
