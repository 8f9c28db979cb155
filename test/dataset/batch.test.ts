import { describe, expect, it } from "vitest";
import { makeWindows } from "../../lib/dataset";
import { batchOf } from "../../lib/dataset/batch";

const songs = [Int32Array.of(0, 1, 2, 3, 4, 5), Int32Array.of(10, 11, 12, 13)];

describe("batchOf", () => {
  it("sets windows side by side in the order given, the decoder's input one step late", () => {
    const windows = makeWindows(songs, { timesteps: 2, stride: 2, objective: "continuation" });
    expect(batchOf(windows, Int32Array.of(2, 0))).toEqual({
      size: 2,
      timesteps: 2,
      encoder: Int32Array.of(10, 11, 0, 1),
      decoder: Int32Array.of(-1, 12, -1, 2),
      target: Int32Array.of(12, 13, 2, 3),
    });
  });

  it("holds encoder and target of a reconstruction once", () => {
    const windows = makeWindows(songs, { timesteps: 3, stride: 3 });
    const batch = batchOf(windows, Int32Array.of(1, 2));
    expect(batch.encoder).toEqual(Int32Array.of(3, 4, 5, 10, 11, 12));
    expect(batch.target).toBe(batch.encoder);
    expect(batch.decoder).toEqual(Int32Array.of(-1, 3, 4, -1, 10, 11));
  });

  it("can be empty", () => {
    const windows = makeWindows(songs, { timesteps: 3, stride: 3 });
    expect(batchOf(windows, new Int32Array(0))).toMatchObject({ size: 0, target: new Int32Array(0) });
  });
});
