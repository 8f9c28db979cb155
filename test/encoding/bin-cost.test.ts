import { describe, expect, it } from "vitest";
import { binCost, fitNoteBins } from "../../lib/encoding";
import { example, exampleBins, melody } from "./songs";

describe("binCost", () => {
  const cost = binCost([example], exampleBins);

  it("counts notes, pseudo-notes and those that occur once", () => {
    // 59-1-1 once; 60-0-0, 60-1-0 and 62-1-1 twice each.
    expect([cost.notes, cost.vocabulary, cost.singletons]).toEqual([7, 4, 1]);
  });

  it("gives the entropy in bits per note", () => {
    const bits = (1 / 7) * Math.log2(7) + 3 * (2 / 7) * Math.log2(7 / 2);
    expect(cost.entropy).toBeCloseTo(bits, 12);
    // Four pseudo-notes equally often: two bits. One alone: none.
    const even = melody([60, 61, 62, 63].map((pitch) => [pitch, 64, 1] as const));
    const one = fitNoteBins([even], { velocity: { edges: [] }, duration: { edges: [] } });
    expect(binCost([even], one).entropy).toBeCloseTo(2, 12);
    expect(binCost([melody([[60, 64, 1]])], one).entropy).toBe(0);
  });

  it("gives the share of the notes in each bin", () => {
    expect(cost.velocity.shares).toEqual([2 / 7, 5 / 7]);
    expect(cost.duration.shares).toEqual([4 / 7, 3 / 7]);
  });

  it("gives the error of velocity after decoding", () => {
    // Soft 40, 60 become 50; loud 100, 100, 64, 127, 100 become 100.
    expect(cost.velocity.rms).toBeCloseTo(Math.sqrt((10 ** 2 + 10 ** 2 + 36 ** 2 + 27 ** 2) / 7), 12);
    expect(cost.velocity.relative).toBeCloseTo((10 / 40 + 10 / 60 + 36 / 64 + 27 / 127) / 7, 12);
  });

  it("gives the error of duration after decoding", () => {
    // Short 0.25, 0.25, 0.25, 0.375 become 0.25; long 0.5, 1, 2 become 1.
    expect(cost.duration.rms).toBeCloseTo(Math.sqrt((0.125 ** 2 + 0.5 ** 2 + 1 ** 2) / 7), 9);
    expect(cost.duration.relative).toBeCloseTo((0.125 / 0.375 + 0.5 / 0.5 + 1 / 2) / 7, 9);
  });

  it("finds no error where each value has a bin of its own", () => {
    const bins = fitNoteBins([example], {
      velocity: { edges: [50, 62, 90, 110] },
      duration: { edges: [0.3, 0.4, 0.75, 1.5] },
    });
    const fine = binCost([example], bins);
    expect([fine.velocity.rms, fine.velocity.relative, fine.duration.rms, fine.duration.relative]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(fine.vocabulary).toBe(7);
  });

  it("needs notes", () => {
    expect(() => binCost([], exampleBins)).toThrow("There are no notes");
  });
});
