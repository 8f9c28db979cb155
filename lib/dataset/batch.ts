/** What one step takes in: some windows side by side. */
import { START } from "../encoding";
import { lateInto, type Windows } from "./windows";

/** Windows side by side. Each array holds size * timesteps indices, window after window. */
export interface Batch {
  /** Number of windows; 0 in a slice that got none. */
  size: number;
  timesteps: number;
  encoder: Int32Array;
  /** The target one step late, START (-1) first. */
  decoder: Int32Array;
  /** For reconstruction the very same array as `encoder`. */
  target: Int32Array;
  /**
   * 1 for each note that counts, 0 where a window shorter than the others is filled up (in `target` with 0, in `decoder`
   * with START); left out: all count.
   */
  counted?: Float32Array;
  /** Which part of a larger batch it is, counted in windows; left out: it is the whole. */
  slice?: { first: number; of: number };
}

/** How many notes of a batch count. */
export function notesIn({ size, timesteps, counted }: Batch): number {
  return counted ? counted.reduce((sum, one) => sum + one, 0) : size * timesteps;
}

/** The batch of the windows of these numbers, in their order. */
export function batchOf(windows: Windows, numbers: Int32Array): Batch {
  const { lengths } = windows;
  const T = lengths ? numbers.reduce((most, w) => Math.max(most, lengths[w]), 0) : windows.timesteps;
  const gather = (put: (w: number, row: Int32Array) => void): Int32Array => {
    const out = new Int32Array(numbers.length * T);
    numbers.forEach((w, i) => put(w, out.subarray(i * T, (i + 1) * T)));
    return out;
  };
  const target = gather((w, row) => row.set(windows.target(w)));
  const counted = lengths && new Float32Array(numbers.length * T);
  if (counted) numbers.forEach((w, i) => counted.fill(1, i * T, i * T + lengths[w]));
  return {
    ...(counted && { counted }),
    size: numbers.length,
    timesteps: T,
    encoder: windows.ahead === 0 ? target : gather((w, row) => row.set(windows.encoder(w))),
    decoder: gather((w, row) => lateInto(windows.target(w), row.fill(START).subarray(0, windows.length(w)))),
    target,
  };
}
