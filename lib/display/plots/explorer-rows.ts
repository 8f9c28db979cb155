/** The figures that stand beside the bin explorer. */
import { type BinPosition, type Feature, type FeatureName, featureOf, featuresIn, partOf } from "../../encoding";
import { formatNumber } from "../number";

const percent = (share: number): string => `${formatNumber(100 * share)} %`;

/** What the article's choice is called for a feature. */
export function articleWords({ articleBins }: Feature): string {
  return articleBins === undefined ? "quartiles" : `the article's ${articleBins}`;
}

/**
 * What the explorer says about one position, row by row; of the errors, that of the explored feature first.
 * @param units of the model's LSTM layers
 */
export function explorerRows(
  { method, count, bins, cost }: BinPosition,
  feature: FeatureName,
  units: number,
): [string, string][] {
  const made = partOf(bins, featureOf(feature)).medians.length;
  const v = cost.vocabulary;
  const others = featuresIn(bins).filter(({ name }) => name !== feature);
  return [
    ["bins", made === count ? `${count}` : `${made}, for edges coincide`],
    ["vocabulary V", `${formatNumber(v)} pseudo-notes`],
    ["that occur only once", formatNumber(cost.singletons)],
    ["entropy", `${formatNumber(cost.entropy)} bits/note`],
    ...[featureOf(feature), ...others].flatMap((f): [string, string][] => {
      const { rms, relative } = partOf(cost, f);
      return [
        [`${f.name} error, RMS`, [formatNumber(rms), f.unit].join(" ").trimEnd()],
        [`${f.name} error, relative`, percent(relative)],
      ];
    }),
    [`input layers, 2 · V · 4 · ${units}`, `${formatNumber(2 * v * 4 * units)} weights`],
    [`output layer, (${units} + 1) · V`, `${formatNumber((units + 1) * v)} weights`],
    ["as code", `{ method: "${method}", count: ${count} }`],
  ];
}
