import { describe, expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { fromOneHot, toOneHot } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

describe("toOneHot and fromOneHot", () => {
  it("set a single 1 in each row, and none in that of the start symbol", async () => {
    const tensors = tf.memory().numTensors;
    const t = toOneHot(Int32Array.from([START, 2, 0, 1]), 2, 3);
    expect([t.shape, t.dtype]).toEqual([[2, 2, 3], "float32"]);
    expect(await t.array()).toEqual([
      [
        [0, 0, 0],
        [0, 0, 1],
      ],
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ]);
    expect(tf.memory().numTensors).toBe(tensors + 1);
    t.dispose();
  });

  it("bring the indices back, and leave no tensor behind", () => {
    const tensors = tf.memory().numTensors;
    const indices = Int32Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? START : (i * 7) % 40));
    const t = toOneHot(indices, 12, 40);
    expect(fromOneHot(t)).toEqual(indices);
    t.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it("take the likeliest of probabilities", () => {
    const t = tf.tensor3d([0.2, 0.5, 0.3, 0.6, 0.1, 0.3], [1, 2, 3]);
    expect([...fromOneHot(t)]).toEqual([1, 0]);
    t.dispose();
  });

  it("take no windows at all", () => {
    const t = toOneHot(new Int32Array(0), 4, 5);
    expect([t.shape, [...fromOneHot(t)]]).toEqual([[0, 4, 5], []]);
    t.dispose();
  });

  it("refuse indices that are no pseudo-notes, and windows that are not whole", () => {
    for (const index of [3, -2]) {
      expect(() => toOneHot(Int32Array.from([0, index]), 2, 3)).toThrow(
        `${index} is not the index of one of 3 pseudo-notes`,
      );
    }
    expect(() => toOneHot(new Int32Array(5), 2, 3)).toThrow("5 notes are not whole windows of 2");
    expect(() => toOneHot(new Int32Array(5), 0, 3)).toThrow("not whole windows");
  });
});
