import { describe, expect, it } from "vitest";
import { mix } from "../../lib/dataset";
import { distinctOfAll } from "../../lib/encoding/distinct";
import { distinctOf } from "../../lib/encoding";

describe("distinctOfAll", () => {
  const piece = (seed: number) => Float64Array.from({ length: mix(seed) % 50 }, (_, i) => (mix(seed, i) % 20) / 7 - 1);

  it("counts pieces one after the other as it would all of them at once", () => {
    for (let seed = 0; seed < 50; seed++) {
      const pieces = Array.from({ length: seed % 9 }, (_, i) => piece(100 * seed + i));
      expect(distinctOfAll(pieces)).toEqual(distinctOf(pieces.flatMap((values) => [...values])));
    }
  });

  it("counts bytes without sorting them, beside other pieces too", () => {
    const bytes = Uint8Array.from({ length: 900 }, (_, i) => mix(i) % 256);
    expect(distinctOfAll([bytes.subarray(0, 400), bytes.subarray(400)])).toEqual(distinctOf(bytes));
    const pieces = [bytes, piece(3), [7, 7, 0.5], bytes];
    expect(distinctOfAll(pieces)).toEqual(distinctOf(pieces.flatMap((values) => [...values])));
  });

  it("and so where there are more than it sorts at a time", () => {
    const piece = Float64Array.from({ length: 1_500_000 }, (_, i) => mix(i) % 1000);
    const twice = distinctOf(piece);
    const all = distinctOfAll([piece, piece, piece, piece]);
    expect(all.values).toEqual(twice.values);
    expect(all.counts).toEqual(twice.counts.map((count) => 4 * count));
  });

  it("refuses what is not finite, wherever it stands", () => {
    expect(() =>
      distinctOfAll([
        [1, 2],
        [3, NaN],
      ]),
    ).toThrow("not a finite number");
    expect(() => distinctOfAll([[-Infinity]])).toThrow("not a finite number");
    expect(distinctOfAll([]).values).toHaveLength(0);
  });
});
