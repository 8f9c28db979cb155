import { describe, expect, it } from "vitest";
import { binCost, featureOf, fitNoteBins } from "../../lib/encoding";
import { leastHeard } from "../../lib/encoding/features/duration";
import { decibels } from "../../lib/encoding/features/velocity";
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

  it("gives the share of the notes whose change is heard", () => {
    // 40, 60 → 50 are 3.9 and 3.2 dB off, 64 → 100 7.8 dB, 127 → 100 4.2 dB; 100 stays.
    expect(cost.velocity.heard).toBeCloseTo(4 / 7, 12);
    // 0.375 → 0.25, 0.5 → 1 and 2 → 1 s; the others stay.
    expect(cost.duration.heard).toBeCloseTo(3 / 7, 12);
  });

  it("hears differences from those on that were measured", () => {
    expect([0.01, 0.1, 1].map(leastHeard)).toEqual([0.004, 0.015, 0.06].map((s) => expect.closeTo(s, 3)));
    const duration = featureOf("duration");
    expect([duration.isHeard!(0.1, 0.114), duration.isHeard!(0.1, 0.116), duration.isHeard!(0.1, 0.084)]).toEqual([
      false,
      true,
      true,
    ]);
    // Twice the velocity is 12 dB more; 1 dB is 5.9 %.
    expect(decibels(80) - decibels(40)).toBeCloseTo(12.04, 2);
    const velocity = featureOf("velocity");
    expect([velocity.isHeard!(100, 105), velocity.isHeard!(100, 107), velocity.isHeard!(100, 94)]).toEqual([
      false,
      true,
      true,
    ]);
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
