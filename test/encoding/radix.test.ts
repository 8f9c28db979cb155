import { describe, expect, it } from "vitest";
import { Radix } from "../../lib/encoding";

describe("Radix", () => {
  const radix = new Radix([3, 4, 2]);

  it("numbers all combinations of digits, in their order", () => {
    expect(radix.size).toBe(24);
    const all = Array.from({ length: radix.size }, (_, number) => radix.split(number));
    expect(all.slice(0, 4)).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    expect(all.map((digits) => radix.join(digits))).toEqual([...all.keys()]);
  });

  it("reads digits from columns", () => {
    expect(radix.at([[0, 2], Uint8Array.of(0, 3), [0, 1]], 1)).toBe(23);
  });

  it("has no number for digits that are out of range", () => {
    for (const digits of [[3, 0, 0], [0, -1, 0], [0, 0], [0, 0, 0, 0], [0, NaN, 0], []]) {
      expect(radix.join(digits)).toBe(-1);
    }
  });
});
