/** Columns of numbers as short text: what a widget is told goes into a notebook. */
import type { PackedColumn } from "./bins-data";

const TYPES = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float64: Float64Array };

/** `values` in the smallest type that holds them all: whole numbers from 0, or any. */
export function pack(values: ArrayLike<number>): PackedColumn {
  const all = Array.from(values);
  const most = all.reduce((a, b) => Math.max(a, b), 0);
  const whole = all.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32);
  const type = !whole ? "float64" : most < 2 ** 8 ? "uint8" : most < 2 ** 16 ? "uint16" : "uint32";
  const { buffer } = TYPES[type].from(all);
  return { type, data: Buffer.from(buffer).toString("base64") };
}
