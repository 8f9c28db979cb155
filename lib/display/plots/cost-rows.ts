/** What bins cost, in words and figures. */
import { type BinCost, FEATURES, type Feature } from "../../encoding";
import { formatNumber } from "../number";

const percent = (share: number): string => `${formatNumber(100 * share)} %`;

/** What the article's choice is called for a feature. */
export function articleWords({ articleBins }: Feature): string {
  return articleBins === undefined ? "quartiles" : `the article's ${articleBins}`;
}

/** The figures of a cost, row by row: name and value. */
export function costRows(cost: BinCost): [name: string, value: string][] {
  const errors: readonly Feature[] = FEATURES.filter(({ name }) => cost[name] !== undefined);
  return [
    ["vocabulary V", `${formatNumber(cost.vocabulary)} pseudo-notes`],
    ["that occur only once", formatNumber(cost.singletons)],
    ["entropy", `${formatNumber(cost.entropy)} bits/note`],
    ...errors.flatMap(({ name, unit }): [string, string][] => {
      const { rms, relative, heard } = cost[name as keyof BinCost & string] as BinCost["duration"];
      return [
        [`${name} error, RMS`, [formatNumber(rms), unit].join(" ").trimEnd()],
        [`${name} error, relative`, percent(relative)],
        ...(heard === null ? [] : [[`${name} change that is heard`, `${percent(heard)} of notes`] as [string, string]]),
      ];
    }),
  ];
}

/** The weights of a model's input and output layers, for V pseudo-notes and LSTM layers of so many units. */
export function weightRows(v: number, units: number): [name: string, value: string][] {
  return [
    [`input layers, 2 · V · 4 · ${units}`, `${formatNumber(2 * v * 4 * units)} weights`],
    [`output layer, (${units} + 1) · V`, `${formatNumber((units + 1) * v)} weights`],
  ];
}
