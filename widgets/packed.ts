import type { PackedColumn } from "../lib/display";

const TYPES = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float64: Float64Array };

/** The numbers of a column that the kernel packed. */
export function unpack({ type, data }: PackedColumn): Uint8Array | Uint16Array | Uint32Array | Float64Array {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return new TYPES[type](bytes.buffer);
}
