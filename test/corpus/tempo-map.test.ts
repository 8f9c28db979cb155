import { describe, expect, it } from "vitest";
import { TempoMap } from "../../lib/corpus/tempo-map";

describe("TempoMap", () => {
  it("takes 120 quarter notes a minute where no tempo is given", () => {
    const map = TempoMap.from(96, []);
    expect([0, 96, 480].map((tick) => map.toSeconds(tick))).toEqual([0, 0.5, 2.5]);
  });

  it("takes 120 until the first change, then each tempo from its tick on", () => {
    // Quarters of 0.5 s up to tick 100, of 1 s up to 300, of 0.25 s afterwards; 100 ticks a quarter.
    const map = TempoMap.from(100, [
      { tick: 300, microseconds: 250_000 },
      { tick: 100, microseconds: 1_000_000 },
    ]);
    expect([50, 100, 200, 300, 500].map((tick) => map.toSeconds(tick))).toEqual([0.25, 0.5, 1.5, 2.5, 3]);
  });

  it("lets the last of several changes at one tick count", () => {
    const map = TempoMap.from(100, [
      { tick: 0, microseconds: 250_000 },
      { tick: 0, microseconds: 1_000_000 },
      { tick: 100, microseconds: 250_000 },
      { tick: 100, microseconds: 2_000_000 },
    ]);
    expect([100, 200].map((tick) => map.toSeconds(tick))).toEqual([1, 3]);
  });

  it("counts fixed ticks", () => {
    expect(TempoMap.fixed(1000).toSeconds(250)).toBe(0.25);
  });
});
