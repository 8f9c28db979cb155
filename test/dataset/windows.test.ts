import { describe, expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { makeWindows, type Windows } from "../../lib/dataset";

const song = (from: number, length: number) => Int32Array.from({ length }, (_, i) => from + i);
const rows = (w: Windows, column: "encoder" | "decoder" | "target") =>
  Array.from({ length: w.count }, (_, i) => [...w[column](i)]);

describe("makeWindows", () => {
  it("cuts a song every stride, the last window at its end", () => {
    const w = makeWindows([song(0, 8)], { timesteps: 3, stride: 2 });
    expect(rows(w, "encoder")).toEqual([
      [0, 1, 2],
      [2, 3, 4],
      [4, 5, 6],
      [5, 6, 7],
    ]);
    expect(w.count).toBe(4);
    expect(w.timesteps).toBe(3);
  });

  it("adds no window at the end where one ends there already", () => {
    expect(rows(makeWindows([song(0, 7)], { timesteps: 3, stride: 2 }), "encoder")).toHaveLength(3);
    expect(rows(makeWindows([song(0, 3)], { timesteps: 3, stride: 1 }), "encoder")).toEqual([[0, 1, 2]]);
  });

  it("reconstruction: the target is the encoder's window, the decoder's input the same one step later", () => {
    const w = makeWindows([song(10, 4)], { timesteps: 4, stride: 4 });
    expect(rows(w, "encoder")).toEqual([[10, 11, 12, 13]]);
    expect(rows(w, "target")).toEqual([[10, 11, 12, 13]]);
    expect(rows(w, "decoder")).toEqual([[START, 10, 11, 12]]);
  });

  it("continuation: the target is the window that follows", () => {
    const w = makeWindows([song(0, 7)], { timesteps: 3, stride: 3, objective: "continuation" });
    expect(rows(w, "encoder")).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ]);
    expect(rows(w, "target")).toEqual([
      [3, 4, 5],
      [4, 5, 6],
    ]);
    expect(rows(w, "decoder")).toEqual([
      [START, 3, 4],
      [START, 4, 5],
    ]);
  });

  it("keeps to its song, and counts songs that are too short", () => {
    const w = makeWindows([song(0, 2), song(10, 4), song(20, 0), song(30, 3)], { timesteps: 3, stride: 3 });
    expect(rows(w, "encoder")).toEqual([
      [10, 11, 12],
      [11, 12, 13],
      [30, 31, 32],
    ]);
    expect([...w.song]).toEqual([1, 1, 3]);
    expect(w.tooShort).toBe(2);
    expect(makeWindows([song(0, 5)], { timesteps: 3, stride: 1, objective: "continuation" }).tooShort).toBe(1);
  });

  it("loses no note of a song that is long enough", () => {
    for (let timesteps = 1; timesteps <= 6; timesteps++) {
      for (let stride = 1; stride <= timesteps; stride++) {
        for (let length = timesteps; length < 20; length++) {
          const w = makeWindows([song(0, length)], { timesteps, stride });
          expect([...new Set(rows(w, "encoder").flat())].sort((a, b) => a - b)).toEqual([...song(0, length)]);
        }
      }
    }
  });

  it("takes windows of one note", () => {
    const w = makeWindows([song(5, 2)], { timesteps: 1, stride: 1 });
    expect([rows(w, "target"), rows(w, "decoder")]).toEqual([
      [[5], [6]],
      [[START], [START]],
    ]);
  });

  it("gives no windows for no songs", () => {
    expect(makeWindows([], { timesteps: 3, stride: 1 })).toMatchObject({ count: 0, tooShort: 0 });
  });

  it("copies no song: encoder and target are views of it", () => {
    const notes = song(0, 100);
    for (const objective of ["reconstruction", "continuation"] as const) {
      const w = makeWindows([notes], { timesteps: 10, stride: 5, objective });
      for (const row of [w.encoder(3), w.target(3)]) expect(row.buffer).toBe(notes.buffer);
    }
  });

  it("says what is wrong", () => {
    const two = makeWindows([song(0, 4)], { timesteps: 2, stride: 2 });
    for (const w of [-1, 2, 0.5]) expect(() => two.encoder(w)).toThrow(`There is no window ${w}; there are 2`);
    expect(() => makeWindows([], { timesteps: 0, stride: 1 })).toThrow(
      "timesteps is 0; give a whole number of 1 or more.",
    );
    expect(() => makeWindows([], { timesteps: 2, stride: 1.5 })).toThrow("stride is 1.5");
  });
});
