import { describe, expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { toOneHot } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

describe("toOneHot", () => {
  it("sets a single 1 in each row, none in that of the start symbol", async () => {
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

  it("keeps each index where it was, over many windows", () => {
    const indices = Int32Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? START : (i * 7) % 40));
    const t = toOneHot(indices, 12, 40);
    const values = t.dataSync();
    const back = Array.from(indices, (_, row) => values.subarray(40 * row, 40 * row + 40).indexOf(1));
    expect(back).toEqual([...indices]); // START is -1, as indexOf says of a row without a 1
    t.dispose();
  });

  it("takes no windows at all", () => {
    const t = toOneHot(new Int32Array(0), 4, 5);
    expect(t.shape).toEqual([0, 4, 5]);
    t.dispose();
  });

  it("refuses indices that are no pseudo-notes, and windows that are not whole", () => {
    for (const index of [3, -2]) {
      expect(() => toOneHot(Int32Array.from([0, index]), 2, 3)).toThrow(
        `${index} is not the index of one of 3 pseudo-notes`,
      );
    }
    expect(() => toOneHot(new Int32Array(5), 2, 3)).toThrow("5 notes are not whole windows of 2");
    expect(() => toOneHot(new Int32Array(5), 0, 3)).toThrow("not whole windows");
  });
});
