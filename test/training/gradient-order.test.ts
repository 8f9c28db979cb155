import { describe, expect, it } from "vitest";
import type { Trainable } from "../../lib/model";
import type { Preset } from "../../lib/preset";
import { tf } from "../../lib/tensorflow";
import { gradientsOf, type ModelKind, multivariate, pointing, seq2seq } from "../../lib/training";
import { tellGradients } from "../../lib/training/gradient-order";
import { tinyDataset } from "./tiny";

const kinds: Record<string, { kind: ModelKind<Trainable>; preset: Partial<Preset> }> = {
  seq2seq: { kind: seq2seq as ModelKind<Trainable>, preset: { units: [8, 8] } },
  pointer: {
    kind: pointing as ModelKind<Trainable>,
    preset: { model: "pointer", units: [8, 8], wholeSongs: true, timesteps: 60 },
  },
  multivariate: {
    kind: multivariate as ModelKind<Trainable>,
    preset: { model: "multivariate", units: [8, 8], gapBins: { method: "quantile", count: 2 } },
  },
};

describe("gradients told as they are found", () => {
  it.each(Object.keys(kinds))("are all of a %s model's, and those at the end", (name) => {
    const { kind, preset } = kinds[name];
    const dataset = tinyDataset(preset);
    const model: Trainable = kind.make(dataset.preset, dataset.vocabulary);
    const batch = dataset.batches.train.batch(0, 0);
    const before = tf.memory().numTensors;
    const told: { index: number; values: Float32Array }[] = [];
    const { gradients } = gradientsOf(model, batch, 1, (index, gradient) =>
      told.push({ index, values: gradient.dataSync<"float32">().slice() }),
    );
    expect(told.map(({ index }) => index).sort((a, b) => a - b)).toEqual(model.weights.map((_, index) => index));
    for (const { index, values } of told) expect(values).toEqual(gradients[index].dataSync());
    tf.dispose(gradients);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("leave out what is used twice, and what the loss does not depend on", () => {
    const [once, twice, unused] = [2, 3, 5].map((value) => tf.variable(tf.scalar(value)));
    const told: number[] = [];
    const { grads } = tf.variableGrads(() => {
      const loss = tf.mul(tf.mul(twice, twice), once) as tf.Scalar;
      tf.square(unused);
      tellGradients(loss, [once, twice, unused], (index) => told.push(index));
      return loss;
    }, [once, twice]);
    expect(told).toEqual([0]);
    expect(grads[once.name].dataSync()[0]).toBe(9);
    expect(grads[twice.name].dataSync()[0]).toBe(12);
    tf.dispose([once, twice, unused, ...Object.values(grads)]);
  });
});
