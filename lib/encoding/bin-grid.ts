/** Every choice of bins that the explorer offers, with what it costs. */
import type { Melody } from "../corpus";
import { type BinCost, binCost } from "./bin-cost";
import { fitBins } from "./bins";
import { binEdges, type BinMethod } from "./edges";
import { type BinChoice, durationsOf, fitNoteBins, velocitiesOf } from "./note-bins";
import type { NoteBins } from "./pseudo-note";

export const METHODS: readonly BinMethod[] = ["quantile", "equal-width", "logarithmic", "jenks"];
export const MAX_BINS = 16;

export type Feature = "duration" | "velocity";

/** How both features are binned; while one is explored, the other stays as chosen here. */
export interface Choices {
  duration: BinChoice;
  velocity: BinChoice;
}

/** The article's 4 duration bins, as quartiles; it does not say how many velocity bins, here also 4. */
export const ARTICLE: Choices = {
  duration: { method: "quantile", count: 4 },
  velocity: { method: "quantile", count: 4 },
};

/** One position of the explorer's controls. */
export interface BinPosition {
  method: BinMethod;
  /** Bins asked for; there are fewer where edges fall together. */
  count: number;
  bins: NoteBins;
  cost: BinCost;
}

/**
 * The cost of 1 to `MAX_BINS` bins of `feature`, by each method, counts within methods.
 * `onPosition` hears how many of how many are done; the event loop runs in between.
 */
export async function binGrid(
  melodies: readonly Melody[],
  feature: Feature,
  fixed: Choices = ARTICLE,
  onPosition?: (done: number, of: number) => void,
): Promise<BinPosition[]> {
  const values = feature === "duration" ? durationsOf(melodies) : velocitiesOf(melodies);
  const base = fitNoteBins(melodies, fixed);
  const positions: BinPosition[] = [];
  // Methods often agree on the edges (one bin, above all); the same edges cost the same.
  const known = new Map<string, { bins: NoteBins; cost: BinCost }>();
  for (const method of METHODS) {
    for (let count = 1; count <= MAX_BINS; count++) {
      const edges = binEdges(values, method, count);
      const key = edges.join(" ");
      let result = known.get(key);
      if (!result) {
        const bins = { ...base, [feature]: fitBins(values, edges) };
        known.set(key, (result = { bins, cost: binCost(melodies, bins) }));
        await new Promise(setImmediate);
      }
      positions.push({ method, count, ...result });
      onPosition?.(positions.length, METHODS.length * MAX_BINS);
    }
  }
  return positions;
}
