/** Counted notes in bins. */
import { binOf } from "./bins";
import type { NoteBins } from "./note-bins";
import type { NoteCounts } from "./note-counts";
import { fieldSizes } from "./note-fields";
import { featuresIn, partOf } from "./per-feature";
import { Radix } from "./radix";

/** For each row of `counts`, the bin of one of its features. */
export function binColumn(counts: NoteCounts, feature: string, edges: readonly number[]): Uint16Array {
  const { values, at } = counts.features[feature];
  const bin = Uint16Array.from(values, (value) => binOf(value, edges));
  const column = new Uint16Array(at.length);
  for (let row = 0; row < at.length; row++) column[row] = bin[at[row]];
  return column;
}

/** The pseudo-note of each row: a number that is equal where pitch and all bins are, from 0 to below 2³². */
export function countSymbols(counts: NoteCounts, bins: NoteBins): Uint32Array {
  const columns = featuresIn(bins).map((feature) => binColumn(counts, feature.name, partOf(bins, feature).edges));
  return Uint32Array.from(new Radix(fieldSizes(bins)).numbers([counts.pitch, ...columns]));
}
