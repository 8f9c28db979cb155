import { describe, expect, it } from "vitest";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { tf } from "../../lib/tensorflow";
import { type Bucket, bucketsOf, gradientOrder } from "../../lib/training/buckets";
import { gradientsOf, type BatchGradients } from "../../lib/training/gradients";
import { noReduction, type Reduction } from "../../lib/training/reduction";
import { summing } from "../../lib/training/summing";
import { tinyModel } from "../model/tiny";

/** Ranks of one process: the vectors that each has handed over at the same place are added once all have come. */
function ranksTogether(ranks: number, buckets?: readonly Bucket[]) {
  const places: { vectors: tf.Tensor1D[]; waiting: ((sum: tf.Tensor1D) => void)[] }[] = [];
  const reductions = Array.from({ length: ranks }, (): Reduction => {
    let place = 0;
    const sum = (own: tf.Tensor1D): Promise<tf.Tensor1D> => {
      const here = (places[place++] ??= { vectors: [], waiting: [] });
      here.vectors.push(tf.clone(own));
      return new Promise((resolve) => {
        here.waiting.push(resolve);
        if (here.vectors.length < ranks) return;
        here.waiting.forEach((each) => each(tf.keep(tf.addN(here.vectors))));
        tf.dispose(here.vectors);
      });
    };
    return summing({ sum, buckets });
  });
  return { reductions, places };
}

describe("a reduction", () => {
  const song = Int32Array.from({ length: 22 }, (_, i) => (i * i + i) % 7);
  const source = batchesInOrder(makeWindows([song], { timesteps: 4, stride: 3 }), 7); // one batch of 7 windows
  const model = tinyModel();

  /** One rank's step: what it begins with, and what comes of it once the others have come so far too. */
  function step(reduction: Reduction, rank: number, ranks: number, stop?: boolean) {
    const batch = source.slice(rank, ranks).batch(0, 0);
    const reducing = reduction.begin(4 * batch.size);
    const own = gradientsOf(model, batch, 0, reducing.onGradient);
    return { own, reduced: async () => reducing.reduce(own, stop) };
  }

  const byLayer = bucketsOf(
    model.weights.map(({ variable }) => variable.size),
    gradientOrder(model),
    50,
  );

  it.each([
    [2, undefined],
    [3, undefined],
    [4, undefined],
    [8, undefined], // the last has no window
    [2, byLayer],
    [3, byLayer],
    [8, byLayer],
    [2, [...byLayer].reverse()], // the first is there at the very end
  ])("of %i ranks' unequal slices is the whole batch's gradients, in buckets %o", async (ranks, buckets) => {
    const before = tf.memory().numTensors;
    const whole = gradientsOf(model, source.batch(0, 0), 0);
    const { reductions, places } = ranksTogether(ranks, buckets);
    const steps = reductions.map((reduction, rank) => step(reduction, rank, ranks));
    // Behind the backward pass: all but the last vector are on their way before anybody asks for the outcome.
    expect(places.length).toBe((buckets?.length ?? 1) - 1);
    const slices = new Set(steps.map(({ own }) => own.notes));
    expect(slices.size).toBe(2); // 7 windows do not divide evenly
    const reduced: BatchGradients[] = await Promise.all(steps.map(({ reduced: outcome }) => outcome()));
    expect(places.length).toBe(buckets?.length ?? 1);
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
  });

  it("is nothing at all for a process that trains alone", () => {
    const own = gradientsOf(model, source.batch(0, 0), 0);
    expect(noReduction.begin(28).reduce(own)).toEqual({ ...own, stop: false });
    tf.dispose(own.gradients);
  });

  it("tells all ranks that one of them wants to stop", async () => {
    const { reductions } = ranksTogether(3);
    const steps = reductions.map((reduction, rank) => step(reduction, rank, 3, rank === 1));
    const reduced = await Promise.all(steps.map(({ reduced: outcome }) => outcome()));
    expect(reduced.map(({ stop }) => stop)).toEqual([true, true, true]);
    tf.dispose(reduced.flatMap(({ gradients }) => gradients));
  });

  it("refuses a step in which nobody has a note", async () => {
    const nothing = { gradients: [tf.zeros([2])], loss: 0, accuracy: 0, notes: 0 };
    const alone = summing({ sum: (own) => tf.clone(own) }).begin(0);
    await expect(alone.reduce(nothing)).rejects.toThrow("No rank has a note in this step");
  });

  it("ends with the error of a sum that fails, and nobody is left waiting for the others", async () => {
    const failing = summing({ sum: () => Promise.reject(new Error("Worker 1 is gone.")), buckets: byLayer });
    const { reduced } = step(failing, 0, 2);
    await new Promise((resolve) => setTimeout(resolve, 20)); // an error that nobody waits for yet ends no process
    await expect(reduced()).rejects.toThrow("Worker 1 is gone.");
  });
});
