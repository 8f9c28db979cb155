import { describe, expect, it } from "vitest";
import { mix } from "../../lib/dataset";
import { bootstrap } from "../../lib/evaluation";

const songs = Array.from({ length: 40 }, (_, i) => ({ value: mix(5, i) / 2 ** 32, weight: 1 }));

describe("bootstrap", () => {
  it("weighs songs by their notes", () => {
    const { mean } = bootstrap([
      { value: 1, weight: 3 },
      { value: 5, weight: 1 },
    ]);
    expect(mean).toBe(2);
  });

  it("is about the mean's ± 1.96 standard errors where there are many equal songs", () => {
    const { mean, low, high } = bootstrap(songs);
    const variance = songs.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / songs.length;
    const error = Math.sqrt(variance / songs.length);
    expect((high - mean) / error).toBeCloseTo(1.96, 0);
    expect((mean - low) / error).toBeCloseTo(1.96, 0);
  });

  it("has every outcome of two songs, by hand", () => {
    // Drawn with repetition: both the first (¼), one of each (½), both the second (¼).
    const { low, high } = bootstrap([
      { value: 0, weight: 1 },
      { value: 1, weight: 1 },
    ]);
    expect([low, high]).toEqual([0, 1]);
  });

  it("is the same for the same seed, and does not go out of a single value", () => {
    expect(bootstrap(songs)).toEqual(bootstrap(songs));
    expect(bootstrap(songs, { seed: 2 })).not.toEqual(bootstrap(songs));
    expect(bootstrap([{ value: 3, weight: 7 }])).toEqual({ mean: 3, low: 3, high: 3 });
    expect(() => bootstrap([])).toThrow(/No songs/);
  });
});
