/** What one step takes in: some windows side by side. */
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
  /** Which part of a larger batch it is, counted in windows; left out: it is the whole. */
  slice?: { first: number; of: number };
}

/** The batch of the windows of these numbers, in their order. */
export function batchOf(windows: Windows, numbers: Int32Array): Batch {
  const T = windows.timesteps;
  const gather = (put: (w: number, row: Int32Array) => void): Int32Array => {
    const out = new Int32Array(numbers.length * T);
    numbers.forEach((w, i) => put(w, out.subarray(i * T, (i + 1) * T)));
    return out;
  };
  const target = gather((w, row) => row.set(windows.target(w)));
  return {
    size: numbers.length,
    timesteps: T,
    encoder: windows.ahead === 0 ? target : gather((w, row) => row.set(windows.encoder(w))),
    decoder: gather((w, row) => lateInto(windows.target(w), row)),
    target,
  };
}
