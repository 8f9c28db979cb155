/** What one step takes in: some windows side by side. */

/** Windows side by side. Each array holds size * timesteps indices, window after window. */
export interface Batch {
  size: number;
  timesteps: number;
  encoder: Int32Array;
  /** The target one step late, START (-1) first. */
  decoder: Int32Array;
  target: Int32Array;
}
