/** Something for each feature in use: bins, choices of bins, errors. */
import type { Feature } from "./feature";
import { type ArticleFeatureName, type FeatureName, FEATURES } from "./features";

/** By the features' names: the article's always, further ones where they are in use. */
export type PerFeature<T> = { [N in ArticleFeatureName]: T } & {
  [N in Exclude<FeatureName, ArticleFeatureName>]?: T;
};

/** The feature called `name`. @throws Error when there is none. */
export function featureOf(name: FeatureName): Feature<FeatureName> {
  const feature = FEATURES.find((f) => f.name === name);
  if (feature) return feature;
  throw new Error(`There is no feature "${name}"; choose one of ${FEATURES.map((f) => f.name).join(", ")}.`);
}

/** The features that `byName` has something for, in the list's order. */
export function featuresIn(byName: Readonly<PerFeature<unknown>>): Feature<FeatureName>[] {
  return FEATURES.filter(({ name }) => byName[name] !== undefined);
}

/** What `byName` has for a feature. @throws Error when it has nothing. */
export function partOf<T>(byName: Readonly<PerFeature<T>>, feature: { readonly name: string }): T {
  const part = (byName as Readonly<Record<string, T | undefined>>)[feature.name];
  if (part === undefined) throw new Error(`Nothing is said about the bins of ${feature.name}; give some for it.`);
  return part;
}

/** `value` of each of the features. */
export function perFeature<T>(
  features: readonly Feature<FeatureName>[],
  value: (feature: Feature<FeatureName>) => T,
): PerFeature<T> {
  return Object.fromEntries(features.map((feature) => [feature.name, value(feature)])) as PerFeature<T>;
}
