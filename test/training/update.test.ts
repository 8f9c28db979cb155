import { describe, expect, it } from "vitest";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { update } from "../../lib/training/update";
import { tinyModel } from "../model/tiny";

/** Adam's means of the gradients after one update from gradients that are all 0.5: 0.1 × the gradient it got. */
function meansAfter(clipNorm: number | undefined): number[] {
  const model = tinyModel();
  const adam = new Adam({ learningRate: 0.01 });
  const gradients = model.weights.map(({ variable }) => tf.fill(variable.shape, 0.5));
  const before = tf.memory().numTensors;
  update(model, adam, gradients, clipNorm);
  expect(tf.memory().numTensors).toBe(before);
  expect(gradients.every((gradient) => !gradient.isDisposed)).toBe(true);
  const means = adam.state().flatMap(({ name, data }) => (name.endsWith("/m") ? [...data] : []));
  expect(means).toHaveLength(model.parameters);
  tf.dispose(gradients);
  model.dispose();
  adam.dispose();
  return means;
}

describe("update", () => {
  it("scales the gradients to the common norm, and only when they exceed it", () => {
    const model = tinyModel();
    const norm = 0.5 * Math.sqrt(model.parameters);
    model.dispose();
    for (const mean of meansAfter(norm / 4)) expect(mean).toBeCloseTo(0.05 / 4, 6);
    for (const mean of meansAfter(norm * 1.01)) expect(mean).toBeCloseTo(0.05, 6);
    for (const mean of meansAfter(undefined)) expect(mean).toBeCloseTo(0.05, 6);
  });
});
