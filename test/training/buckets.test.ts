import { describe, expect, it } from "vitest";
import { bucketsOf, gradientOrder } from "../../lib/training/buckets";
import { tinyModel } from "../model/tiny";

describe("buckets", () => {
  it("hold neighbours in the order, each no more than it takes to be full", () => {
    expect(bucketsOf([3, 5, 2, 4, 6], [4, 3, 2, 0, 1], 6)).toEqual([[4], [3, 2], [0, 1]]);
  });

  it("hold each weight once, what is left over too", () => {
    for (const least of [1, 4, 7, 100]) {
      const buckets = bucketsOf([3, 1, 2, 8, 1], [2, 4, 0, 1, 3], least);
      expect(buckets.flat()).toEqual([2, 4, 0, 1, 3]);
      expect(buckets.every((bucket) => bucket.length > 0)).toBe(true);
    }
  });

  it("are one when none is ever full", () => {
    expect(bucketsOf([3, 5, 2], [0, 1, 2], Number.POSITIVE_INFINITY)).toEqual([[0, 1, 2]]);
  });
});

it("the order of a Seq2Seq's gradients is that of its layers, from the output to the notes", () => {
  const model = tinyModel();
  const layers = gradientOrder(model).map((index) => model.weights[index].name.split("/")[0]);
  expect([...new Set(layers)]).toEqual(["logits", "decoder_2", "decoder_1", "encoder_2", "encoder_1"]);
  expect(layers).toHaveLength(model.weights.length);
  model.dispose();
});
