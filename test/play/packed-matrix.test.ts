import { describe, expect, it } from "vitest";
import { mix } from "../../lib/dataset";
import { packedSize, packMatrix, unpackMatrix } from "../../lib/play/packed-matrix";

/** Evenly in ±1, rows growing from small to large. */
const matrix = (rows: number, columns: number): Float32Array =>
  Float32Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    return ((mix(5, i) / 2 ** 32) * 2 - 1) * 10 ** (row - 2);
  });

describe("a packed matrix", () => {
  it("is the bytes that one writes by hand", () => {
    // Row 1: scale 0.5, numbers 7, −7, 2, 0 of 4 bits; with 8 added 15, 1, 10, 8. Row 2: all 0.
    const packed = packMatrix(Float32Array.of(3.5, -3.5, 1.1, 0.2, 0, 0, 0, 0), 2, 4, 4);
    expect([...packed]).toEqual([0, 0, 0, 0x3f, 0, 0, 0, 0, 0x1f, 0x8a, 0x88, 0x88]);
    expect([...unpackMatrix(packed, 2, 4, 4)]).toEqual([3.5, -3.5, 1, 0, 0, 0, 0, 0]);
  });

  it.each([2, 3, 5, 8, 11, 16])("of %i bits is off by half a step of its row's largest at most", (bits) => {
    const [rows, columns] = [4, 37];
    const values = matrix(rows, columns);
    const packed = packMatrix(values, rows, columns, bits);
    expect(packed.length).toBe(packedSize(rows, columns, bits));
    const back = unpackMatrix(packed, rows, columns, bits);
    for (let row = 0; row < rows; row++) {
      const own = values.subarray(row * columns, (row + 1) * columns);
      const step = Math.max(...own.map(Math.abs)) / (2 ** (bits - 1) - 1);
      own.forEach((value, i) => expect(Math.abs(back[row * columns + i] - value)).toBeLessThan(step * 0.50001));
    }
  });

  it("of 32 bits is the numbers themselves, from any place in memory", () => {
    const values = matrix(3, 5);
    const elsewhere = new Uint8Array(61);
    elsewhere.set(packMatrix(values, 3, 5, 32), 1);
    expect(unpackMatrix(elsewhere.subarray(1), 3, 5, 32)).toEqual(values);
  });

  it("is not made of what is not finite, nor in a format that does not exist", () => {
    expect(() => packMatrix(Float32Array.of(1, Number.NaN), 1, 2, 8)).toThrow("not finite");
    for (const bits of [1, 17, 7.5]) expect(() => packMatrix(Float32Array.of(1), 1, 1, bits)).toThrow("2 to 16");
    expect(() => unpackMatrix(new Uint8Array(5), 1, 2, 8)).toThrow("no matrix of that size");
  });
});
