import { describe, expect, it } from "vitest";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { tf } from "../../lib/tensorflow";
import { gradientsOf, type BatchGradients } from "../../lib/training/gradients";
import { noReduction, summing } from "../../lib/training/reduction";
import { tinyModel } from "../model/tiny";

/** Ranks of one process: each one's vector is added once all have come. */
function ranksTogether(ranks: number): (own: tf.Tensor1D) => Promise<tf.Tensor1D> {
  const vectors: tf.Tensor1D[] = [];
  const waiting: ((sum: tf.Tensor1D) => void)[] = [];
  return (own) => {
    vectors.push(own);
    const sum = new Promise<tf.Tensor1D>((resolve) => waiting.push(resolve));
    if (vectors.length === ranks) waiting.forEach((resolve) => resolve(tf.addN(vectors)));
    return sum;
  };
}

describe("a reduction", () => {
  const song = Int32Array.from({ length: 22 }, (_, i) => (i * i + i) % 7);
  const source = batchesInOrder(makeWindows([song], { timesteps: 4, stride: 3 }), 7); // one batch of 7 windows

  it.each([2, 3, 4, 8])("of %i ranks' unequal slices is the whole batch's gradients", async (ranks) => {
    const model = tinyModel();
    const before = tf.memory().numTensors;
    const whole = gradientsOf(model, source.batch(0, 0), 0);
    const { reduce } = summing(ranksTogether(ranks));
    const own = Array.from({ length: ranks }, (_, rank) =>
      gradientsOf(model, source.slice(rank, ranks).batch(0, 0), 0),
    );
    expect(new Set(own.map(({ notes }) => notes)).size).toBe(2); // 7 windows do not divide evenly
    const reduced: BatchGradients[] = await Promise.all(own.map((gradients) => reduce(gradients)));
    for (const { gradients, loss, accuracy, notes } of reduced) {
      expect(notes).toBe(28);
      expect(loss).toBeCloseTo(whole.loss, 6);
      expect(accuracy).toBeCloseTo(whole.accuracy, 6);
      gradients.forEach((gradient, i) => {
        expect(gradient.shape).toEqual(whole.gradients[i].shape);
        const [found, expected] = [gradient.dataSync(), whole.gradients[i].dataSync()];
        found.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThan(1e-6));
      });
    }
    tf.dispose([...whole.gradients, ...reduced.flatMap(({ gradients }) => gradients)]);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("is nothing at all for a process that trains alone", () => {
    const model = tinyModel();
    const own = gradientsOf(model, source.batch(0, 0), 0);
    expect(noReduction.reduce(own)).toEqual({ ...own, stop: false });
    tf.dispose(own.gradients);
    model.dispose();
  });

  it("tells all ranks that one of them wants to stop", async () => {
    const model = tinyModel();
    const { reduce } = summing(ranksTogether(3));
    const own = [0, 1, 2].map((rank) => gradientsOf(model, source.slice(rank, 3).batch(0, 0), 0));
    const reduced = await Promise.all(own.map((gradients, rank) => reduce(gradients, rank === 1)));
    expect(reduced.map(({ stop }) => stop)).toEqual([true, true, true]);
    tf.dispose(reduced.flatMap(({ gradients }) => gradients));
    model.dispose();
  });

  it("refuses a step in which nobody has a note", async () => {
    const nothing = { gradients: [tf.zeros([2])], loss: 0, accuracy: 0, notes: 0 };
    await expect(summing((own) => tf.clone(own)).reduce(nothing)).rejects.toThrow("No rank has a note in this step");
  });
});
