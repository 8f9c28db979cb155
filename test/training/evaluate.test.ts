import { describe, expect, it } from "vitest";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { evaluate, evaluateBatch } from "../../lib/training/evaluate";
import { tinyBatch, tinyModel } from "../model/tiny";

describe("evaluateBatch", () => {
  it("changes nothing and does not drop", () => {
    const model = tinyModel({ dropout: 0.5 });
    const [first, second] = [evaluateBatch(model, tinyBatch()), evaluateBatch(model, tinyBatch())];
    expect(second).toEqual(first);
    model.dispose();
  });
});

describe("evaluate", () => {
  const song = Int32Array.from({ length: 33 }, (_, i) => (i * i) % 7);
  const windows = makeWindows([song], { timesteps: 5, stride: 4 }); // 8

  it("weighs each note alike, whatever the batches and whoever takes which slice", async () => {
    const model = tinyModel();
    const whole = evaluateBatch(model, batchesInOrder(windows, 8).batch(0, 0));
    const loss = expect.closeTo(whole.loss, 5);
    const close = { loss, accuracy: expect.closeTo(whole.accuracy, 6), parts: [loss] };
    for (const size of [1, 3, 5, 64]) expect(await evaluate(model, batchesInOrder(windows, size))).toEqual(close);
    const slices = [0, 1, 2].map((rank) => batchesInOrder(windows, 5).slice(rank, 3));
    const sizes = slices.map((slice) => slice.batch(0, 0).size + slice.batch(0, 1).size);
    expect(sizes.reduce((a, b) => a + b)).toBe(8);
    let sum = 0;
    for (const [i, slice] of slices.entries()) {
      sum += ((await evaluate(model, slice)) as { loss: number }).loss * (sizes[i] / 8);
    }
    expect(sum).toBeCloseTo(whole.loss, 5);
    model.dispose();
  });

  it("is null where there are no windows, and ends when asked to", async () => {
    const model = tinyModel();
    expect(await evaluate(model, batchesInOrder(makeWindows([], { timesteps: 5, stride: 1 }), 4))).toBeNull();
    expect(await evaluate(model, batchesInOrder(windows, 4), () => true)).toBe("stopped");
    model.dispose();
  });
});
