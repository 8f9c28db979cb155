import { describe, expect, it } from "vitest";
import type { Batch } from "../../lib/dataset";
import { tf } from "../../lib/tensorflow";
import { evaluateBatch } from "../../lib/training/evaluate";
import { gradientsOf } from "../../lib/training/gradients";
import { tinyBatch, tinyModel } from "../model/tiny";

describe("gradientsOf", () => {
  it("is the slope of the loss: central differences along each weight's gradient", () => {
    const model = tinyModel();
    const batch = tinyBatch();
    const { gradients, loss, accuracy, notes } = gradientsOf(model, batch, 0);
    const before = evaluateBatch(model, batch);
    expect([loss, accuracy, notes]).toEqual([before.loss, before.accuracy, 15]);
    model.weights.forEach(({ name, variable }, i) => {
      expect(gradients[i].shape, name).toEqual(variable.shape);
      const values = variable.dataSync<"float32">().slice();
      const gradient = gradients[i].dataSync<"float32">();
      const norm = Math.hypot(...gradient);
      const lossAt = (h: number): number => {
        const moved = tf.tensor(
          values.map((value, k) => value + (h * gradient[k]) / norm),
          variable.shape,
        );
        variable.assign(moved);
        moved.dispose();
        return evaluateBatch(model, batch).loss;
      };
      const h = 0.02;
      const slope = (lossAt(h) - lossAt(-h)) / (2 * h);
      lossAt(0);
      expect(Math.abs(slope - norm), name).toBeLessThan(2e-4 + 0.01 * norm);
    });
    tf.dispose(gradients);
    model.dispose();
  });

  it("changes nothing, and leaves nothing but the gradients", () => {
    const model = tinyModel({ dropout: 0.3 });
    gradientsOf(model, tinyBatch(), 1).gradients.forEach((gradient) => gradient.dispose());
    const before = tf.memory().numTensors;
    const [first, second] = [1, 1].map((seed) => gradientsOf(model, tinyBatch(), seed));
    expect(tf.memory().numTensors).toBe(before + first.gradients.length + second.gradients.length);
    expect(second.loss).toBe(first.loss);
    first.gradients.forEach((gradient, i) => expect(second.gradients[i].dataSync()).toEqual(gradient.dataSync()));
    tf.dispose([...first.gradients, ...second.gradients]);
    model.dispose();
  });

  it("is zero, over no notes, for a slice without windows", () => {
    const model = tinyModel();
    const none = new Int32Array(0);
    const empty: Batch = { size: 0, timesteps: 5, encoder: none, decoder: none, target: none };
    const { gradients, ...measures } = gradientsOf(model, empty, 0);
    expect(measures).toEqual({ loss: 0, accuracy: 0, notes: 0 });
    gradients.forEach((gradient, i) => {
      expect(gradient.shape).toEqual(model.weights[i].variable.shape);
      expect(gradient.dataSync().every((value) => value === 0)).toBe(true);
    });
    tf.dispose(gradients);
    model.dispose();
  });
});
