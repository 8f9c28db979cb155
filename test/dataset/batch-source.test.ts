import { describe, expect, it } from "vitest";
import {
  batchesInOrder,
  epochOrder,
  makeWindows,
  shuffledBatches,
  type Batch,
  type BatchSource,
} from "../../lib/dataset";

/** 11 windows of one note, note w in window w. */
const windows = makeWindows([Int32Array.from({ length: 11 }, (_, i) => i)], { timesteps: 1, stride: 1 });
const steps = (source: BatchSource, epoch: number): Batch[] =>
  Array.from({ length: source.steps(epoch) }, (_, step) => source.batch(epoch, step));
const notes = (batches: Batch[]): number[] => batches.flatMap(({ target }) => [...target]);

describe("shuffledBatches", () => {
  it("takes the windows in each epoch's order, each once, the last batch smaller", () => {
    const source = shuffledBatches(windows, 4, 7);
    for (const epoch of [0, 1, 5, 0]) {
      const batches = steps(source, epoch);
      expect(batches.map(({ size }) => size)).toEqual([4, 4, 3]);
      expect(notes(batches)).toEqual([...epochOrder(11, 7, epoch)]);
    }
  });

  it("gives the same batch whatever was asked for before", () => {
    const source = shuffledBatches(windows, 4, 7);
    const asked = source.batch(3, 1);
    steps(source, 0);
    expect(source.batch(3, 1)).toEqual(asked);
    expect(shuffledBatches(windows, 4, 7).batch(3, 1)).toEqual(asked);
  });
});

describe("batchesInOrder", () => {
  it("takes the windows as they come, in every epoch", () => {
    const source = batchesInOrder(windows, 5);
    expect(notes(steps(source, 0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(steps(source, 9)).toEqual(steps(source, 0));
  });

  it("has no steps where there are no windows", () => {
    expect(batchesInOrder(makeWindows([], { timesteps: 2, stride: 1 }), 5).steps(0)).toBe(0);
  });
});

describe("slices", () => {
  it.each([1, 2, 3, 4])("of %i ranks together are the whole batch, in its order", (ranks) => {
    const whole = shuffledBatches(windows, 4, 7);
    const slices = Array.from({ length: ranks }, (_, rank) => whole.slice(rank, ranks));
    for (const epoch of [0, 2]) {
      for (let step = 0; step < whole.steps(epoch); step++) {
        const parts = slices.map((slice) => slice.batch(epoch, step));
        const { slice: _, ...all } = whole.batch(epoch, step);
        for (const column of ["encoder", "decoder", "target"] as const) {
          expect(parts.flatMap((part) => [...part[column]])).toEqual([...all[column]]);
        }
        const sizes = parts.map(({ size }) => size);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        parts.forEach(({ slice }, rank) => {
          const first = sizes.slice(0, rank).reduce((sum, size) => sum + size, 0);
          expect(slice).toEqual({ first, of: all.size });
        });
      }
    }
    for (const slice of slices) expect(slice.steps(0)).toBe(whole.steps(0));
  });

  it("may be empty", () => {
    const parts = [0, 1, 2, 3].map((rank) => shuffledBatches(windows, 4, 7).slice(rank, 4).batch(0, 2).size);
    expect(parts).toEqual([0, 1, 1, 1]); // three windows for four
  });
});

describe("a source", () => {
  it("says what is wrong", () => {
    const source = shuffledBatches(windows, 4, 7);
    for (const step of [-1, 3, 0.5])
      expect(() => source.batch(0, step)).toThrow(`There is no step ${step} in an epoch of 3`);
    expect(() => source.slice(2, 2)).toThrow("There is no rank 2 of 2; ranks count from 0.");
    expect(() => source.slice(0, 2).slice(0, 2)).toThrow("slice already");
    expect(() => batchesInOrder(windows, 0)).toThrow("A batch of 0 windows is not possible");
  });
});
