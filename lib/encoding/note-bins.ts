/** The bins of a collection's notes, one set for each feature. */
import type { Melody } from "../corpus/notes";
import { type Bins, fitDistinct } from "./bins";
import { type Distinct, distinctOfAll } from "./distinct";
import { type BinMethod, edgesOfDistinct } from "./edges";
import type { Feature } from "./feature";
import { ARTICLE_FEATURES, type FeatureName } from "./features";
import { filled, notesIn } from "./note-column";
import { featureOf, featuresIn, partOf, type PerFeature, perFeature } from "./per-feature";

/** How to bin one of a note's features: a method and a number of bins, or the inner edges themselves. */
export type BinChoice = { method: BinMethod; count: number } | { edges: readonly number[] };

/** How to bin each feature in use. */
export type BinChoices = Readonly<PerFeature<BinChoice>>;

/** The bins of each feature in use: of MIDI velocities (1–127), of durations (seconds). */
export type NoteBins = PerFeature<Bins>;

/** The article's 4 duration bins, as quartiles; it does not say how many velocity bins, here also 4. */
export const ARTICLE: BinChoices = perFeature(ARTICLE_FEATURES, ({ articleBins = 4 }) => {
  return { method: "quantile", count: articleBins };
});

/** The values of a feature of all the notes of `melodies`, in their order. */
export function valuesOf(melodies: readonly Melody[], feature: FeatureName | Feature): Float64Array {
  const { values } = typeof feature === "string" ? featureOf(feature) : feature;
  return filled(new Float64Array(notesIn(melodies)), melodies, values);
}

/** Durations of all the notes of `melodies`, in seconds. */
export function durationsOf(melodies: readonly Melody[]): Float64Array {
  return valuesOf(melodies, "duration");
}

/** MIDI velocities (1–127) of all the notes of `melodies`. */
export function velocitiesOf(melodies: readonly Melody[]): Uint8Array {
  return filled(new Uint8Array(notesIn(melodies)), melodies, ({ velocity }) => velocity);
}

/**
 * Bins of each feature that `choices` has one for, over all the notes of `melodies`. Edges that are chosen here are set a little below the values
 * they would fall on, where the feature wants it (`edgesBelow`); given edges are taken as they are.
 * @throws Error when there are no notes, or as `binEdges` and `fitBins` do.
 */
export function fitNoteBins(melodies: readonly Melody[], choices: BinChoices): NoteBins {
  return perFeature(featuresIn(choices), (feature) =>
    fitFeature(feature, distinctValues(melodies, feature), partOf(choices, feature)),
  );
}

/** The distinct values of a feature of all the notes of `melodies`, melody by melody. */
export function distinctValues(melodies: readonly Melody[], feature: Feature): Distinct {
  function* pieces(): Iterable<ArrayLike<number>> {
    for (const melody of melodies) yield feature.values(melody);
  }
  return distinctOfAll(pieces());
}

/** Bins of one feature, from its distinct values. @throws as {@link fitNoteBins}. */
export function fitFeature(feature: Feature, distinct: Distinct, choice: BinChoice): Bins {
  if ("edges" in choice) return fitDistinct(distinct, choice.edges);
  const edges = edgesOfDistinct(() => distinct, choice.method, choice.count);
  return fitDistinct(
    distinct,
    edges.map((edge) => edge - feature.edgesBelow),
  );
}
