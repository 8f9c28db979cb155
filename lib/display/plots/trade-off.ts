/** The trade-off of binning: each choice as a point, the size of its vocabulary against the error it makes. */
import type { PlotData } from "plotly.js";
import { ARTICLE, type BinPosition, type FeatureName, featureOf, METHODS, partOf } from "../../encoding";
import { COLOURS, TEXT } from "../house-style";
import { formatNumber } from "../number";
import { articleWords } from "./cost-rows";
import { type Figure, showPlot } from "./plot";

/** Of the methods in their order. */
const LOOKS = [
  { color: COLOURS.blue, symbol: "circle" },
  { color: COLOURS.orange, symbol: "square" },
  { color: COLOURS.green, symbol: "diamond" },
  { color: COLOURS.purple, symbol: "triangle-up" },
  { color: COLOURS.sky, symbol: "cross" },
  { color: TEXT, symbol: "x" },
];

/** Where the article's choice lies in a grid: its method and count. */
function articlePosition(grid: readonly BinPosition[], feature: FeatureName): BinPosition | undefined {
  const choice = ARTICLE[feature];
  return choice && "method" in choice
    ? grid.find((p) => p.method === choice.method && p.count === choice.count)
    : undefined;
}

function relativeError({ cost }: BinPosition, feature: FeatureName): number {
  return partOf(cost, featureOf(feature)).relative;
}

/** The figure of the trade-off, one line a method, from a grid (`binGrid`). */
export function tradeOffFigure(grid: readonly BinPosition[], feature: FeatureName): Figure {
  const error = (p: BinPosition): number => Number((100 * relativeError(p, feature)).toPrecision(4));
  const data: Partial<PlotData>[] = METHODS.map((method, m) => {
    const { color, symbol } = LOOKS[m % LOOKS.length];
    const own = grid.filter((p) => p.method === method);
    return {
      type: "scatter",
      mode: "lines+markers",
      name: method,
      x: own.map((p) => p.cost.vocabulary),
      y: own.map(error),
      text: own.map((p) => `${p.count}`),
      hovertemplate: `${method}, %{text} bins: %{x} pseudo-notes, error %{y:.3~g} %<extra></extra>`,
      line: { color, width: 1.5 },
      marker: { symbol, size: 6 },
    };
  });
  const article = articlePosition(grid, feature);
  if (article) {
    data.push({
      type: "scatter",
      mode: "text+markers",
      name: "the article's choice",
      showlegend: false,
      x: [article.cost.vocabulary],
      y: [error(article)],
      text: [articleWords(featureOf(feature))],
      textposition: "bottom left",
      textfont: { color: TEXT, size: 13 },
      marker: { symbol: "star", size: 15, color: COLOURS.vermilion },
      hoverinfo: "skip",
    });
  }
  return {
    data,
    layout: {
      height: 380,
      xaxis: { title: { text: "vocabulary (distinct pseudo-notes)" } },
      yaxis: { title: { text: `relative ${feature} error (%)` }, rangemode: "tozero" },
      hovermode: "closest",
    },
  };
}

/**
 * Shows vocabulary against error for every choice in the grid, the article's marked.
 * @example await showTradeOff(await showBinExplorer(melodies, { feature: "duration" }), "duration")
 */
export async function showTradeOff(grid: readonly BinPosition[], feature: FeatureName): Promise<void> {
  const article = articlePosition(grid, feature);
  const words = article
    ? ` The article's choice: ${formatNumber(article.cost.vocabulary)} pseudo-notes, ${formatNumber(100 * relativeError(article, feature))} %.`
    : "";
  await showPlot(tradeOffFigure(grid, feature), {
    alt: `Vocabulary size against relative ${feature} error, for 1 to 16 bins by each of ${METHODS.join(", ")}.${words}`,
  });
}
