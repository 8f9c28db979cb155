import { describe, expect, it } from "vitest";
import { generationFlops, limitOf, trainingFlops } from "../../bench/flops";

/** V = 5 notes, layers of 2 and 3 units. */
const small = { vocabulary: 5, units: [2, 3] };

describe("operations of a training step, per note", () => {
  it("of a small model are those counted by hand", () => {
    // Recurrent products of a side: [1,2]·[2,8] and [1,3]·[3,12], a multiplication and an addition each: 2·16 + 2·36
    // = 104; both sides, forward and two gradients: 624. Between the layers [1,2]·[2,12]: 48, twice, three times: 288.
    // Output [1,3]·[3,5]: 30, three times: 90. One-hot [1,5]·[5,8]: 80, both sides, forward and kernel gradient: 320.
    expect(trainingFlops(small)).toEqual({ recurrent: 624, between: 288, dense: 90, oneHot: 320, total: 1322 });
  });

  it("of the article's model are about 174 million, of which looking notes up saves 19: 2,780 notes/s at 430 GFLOP/s", () => {
    const flops = trainingFlops({ vocabulary: 580, units: [1024, 1024] });
    // 4·2·1024·4096·3 + 2·2·1024·4096·3 + 2·1024·580·3 + 2·2·580·4096·2
    expect(flops.total).toBe(100_663_296 + 50_331_648 + 3_563_520 + 19_005_440);
    expect(limitOf(flops, 430)).toBeCloseTo(430e9 / 154_558_464, 6);
  });
});

it("a generated note takes the decoder's products once", () => {
  // 104 + 48 + 30 + 80
  expect(generationFlops(small)).toEqual({ recurrent: 104, between: 48, dense: 30, oneHot: 80, total: 262 });
});

it("one layer has nothing between layers", () => {
  expect(trainingFlops({ vocabulary: 5, units: [2] }).between).toBe(0);
});

it("the limit is speed over operations, those of a one-hot input left out", () => {
  expect(limitOf(generationFlops(small), 1)).toBeCloseTo(1e9 / 182, 3);
});
