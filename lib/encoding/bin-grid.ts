/** Every choice of bins that the explorer offers, with what it costs. */
import type { Melody } from "../corpus/notes";
import { type BinCost, costOfCounts } from "./bin-cost";
import { type BinMethod, METHODS } from "./edges";
import type { Feature } from "./feature";
import type { FeatureName } from "./features";
import { ARTICLE, type BinChoice, type BinChoices, fitFeature, type NoteBins } from "./note-bins";
import { countEnough } from "./note-counts";
import { featureOf, featuresIn, partOf, perFeature } from "./per-feature";

export const MAX_BINS = 16;

/** One position of the explorer's controls. */
export interface BinPosition {
  method: BinMethod;
  /** Bins asked for; there are fewer where edges fall together. */
  count: number;
  bins: NoteBins;
  cost: BinCost;
}

/**
 * The cost of 1 to `MAX_BINS` bins of the feature called `name`, by each method, counts within methods.
 * @param fixed how the features are binned that do not move, and which are in use.
 * @param onPosition hears how many of how many are done; the event loop runs in between.
 */
export async function binGrid(
  melodies: readonly Melody[],
  name: FeatureName,
  fixed: BinChoices = ARTICLE,
  onPosition?: (done: number, of: number) => void,
): Promise<BinPosition[]> {
  const moving = featureOf(name);
  const still = featuresIn(fixed).filter((feature) => feature.name !== name);
  const counted = countEnough(melodies, [...still, moving]);
  const fit = (f: Feature, choice: BinChoice) => fitFeature(f, counted.features[f.name], choice);
  const base = perFeature(still, (feature) => fit(feature, partOf(fixed, feature)));
  const positions: BinPosition[] = [];
  // Methods often agree on the edges (one bin, above all); the same edges cost the same.
  const known = new Map<string, { bins: NoteBins; cost: BinCost }>();
  for (const method of METHODS) {
    for (let count = 1; count <= MAX_BINS; count++) {
      const moved = fit(moving, { method, count });
      const key = moved.edges.join(" ");
      let result = known.get(key);
      if (!result) {
        const bins = { ...base, [name]: moved };
        known.set(key, (result = { bins, cost: costOfCounts(counted, bins) }));
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      positions.push({ method, count, ...result });
      onPosition?.(positions.length, METHODS.length * MAX_BINS);
    }
  }
  return positions;
}
