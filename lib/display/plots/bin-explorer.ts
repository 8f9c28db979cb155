/**
 * The bin explorer: move the bins, and see at once what they cost. It needs no kernel: every position is in the figure,
 * and Plotly's own slider and buttons change what is drawn. The two do not disturb each other: the slider changes the
 * data of all four methods, the buttons choose which method is seen.
 */
import type { Layout, PlotData } from "plotly.js";
import type { Melody } from "../../corpus";
import {
  ARTICLE,
  type BinChoices,
  binGrid,
  type BinPosition,
  type FeatureName,
  featureOf,
  MAX_BINS,
  METHODS,
  partOf,
  valuesOf,
} from "../../encoding";
import { articleWords, explorerRows } from "./explorer-rows";
import { barTrace, type Bars, countBars, EDGE_LOOK, edgeData, valueAxis } from "./histogram";
import { COLOURS, GRID, TEXT } from "../house-style";
import { type Figure, PLOT_WIDTH, showPlot } from "./plot";
import { progress } from "../jupyter/progress";

export interface ExplorerOptions {
  /** Which bins move. */
  feature: FeatureName;
  /** The bins of the other features, and where the controls stand at first; default the article's. */
  choices?: BinChoices;
  /** Units of the model's LSTM layers, for the size of its input and output; default 256. */
  units?: number;
}

type Moving = Pick<PlotData, "x" | "y" | "text">;

const MARGIN = { l: 60, r: 14, t: 64, b: 120 };
/** The width is shared between the histogram, from the left, and the figures, to the right. */
const [HISTOGRAM, ROWS] = [0.58, 0.62];

/** The three traces of one method at one position: edges, shares of the bins, figures. */
function positionData(position: BinPosition, feature: FeatureName, units: number, bars: Bars): Moving[] {
  const shares = partOf(position.cost, featureOf(feature)).shares;
  return [
    edgeData(
      partOf(position.bins, featureOf(feature)).edges,
      bars,
      featureOf(feature).logarithmic,
      HISTOGRAM * (PLOT_WIDTH - MARGIN.l - MARGIN.r),
    ),
    { x: shares.map((_, i) => i + 1), y: shares.map((share) => Number((100 * share).toFixed(1))), text: "" },
    {
      x: [1],
      y: [0],
      text: [
        explorerRows(position, feature, units)
          .map(([, value]) => value)
          .join("<br>"),
      ],
    },
  ];
}

const FIGURES: Partial<PlotData> = {
  type: "scatter",
  mode: "text",
  xaxis: "x3",
  yaxis: "y3",
  showlegend: false,
  hoverinfo: "skip",
  textfont: { size: 13 },
  cliponaxis: false,
};

/** The looks of the three traces. */
function looks(visible: boolean): Partial<PlotData>[] {
  return [
    { ...EDGE_LOOK, visible },
    {
      type: "bar",
      xaxis: "x2",
      yaxis: "y2",
      visible,
      showlegend: false,
      marker: { color: COLOURS.green },
      texttemplate: "%{y:.0f}",
      textposition: "outside",
      cliponaxis: false,
      hovertemplate: "bin %{x}: %{y} % of the notes<extra></extra>",
    },
    { ...FIGURES, visible, textposition: "bottom left" },
  ];
}

const TRACES = 3;
/** The histogram and the names of the figures stay. */
const STILL = 2;

function layoutOf(bars: Bars, feature: FeatureName, top: number): Partial<Layout> {
  const hidden = { visible: false, fixedrange: true, showgrid: false, automargin: false };
  const { scale, logarithmic } = featureOf(feature);
  return {
    height: 560,
    margin: MARGIN,
    showlegend: false,
    xaxis: {
      ...valueAxis(bars, `${feature} (${scale})`, logarithmic),
      domain: [0, HISTOGRAM],
      fixedrange: true,
    },
    yaxis: { domain: [0.47, 1], range: [0, top * 1.32], title: { text: "notes" }, fixedrange: true },
    xaxis2: {
      domain: [0, HISTOGRAM],
      anchor: "y2",
      range: [0.4, MAX_BINS + 0.6],
      tickmode: "linear",
      dtick: 1,
      title: { text: "bin" },
      fixedrange: true,
    },
    yaxis2: {
      domain: [0, 0.28],
      anchor: "x2",
      range: [0, 119],
      tickvals: [0, 50, 100],
      title: { text: "notes (%)" },
      fixedrange: true,
    },
    xaxis3: { ...hidden, domain: [ROWS, 1], anchor: "y3", range: [0, 1] },
    yaxis3: { ...hidden, domain: [0.16, 1], anchor: "x3", range: [-1, 0] },
  } as Partial<Layout>;
}

/**
 * The explorer's figure from a grid of positions (`binGrid`).
 * @param values the feature's values over all notes, for the histogram.
 */
export function binExplorerFigure(
  grid: readonly BinPosition[],
  values: ArrayLike<number>,
  options: ExplorerOptions,
): Figure {
  const { feature, units = 256 } = options;
  const start = (options.choices ?? ARTICLE)[feature];
  const first = start && "method" in start ? start : { method: METHODS[0], count: 4 };
  const bars = countBars(values, 60, featureOf(feature).logarithmic);
  const top = Math.max(...bars.counts);
  const at = (count: number): Moving[] =>
    METHODS.flatMap((method) =>
      positionData(grid.find((p) => p.method === method && p.count === count)!, feature, units, bars),
    );
  const names = explorerRows(grid[0], feature, units)
    .map(([name]) => name)
    .join("<br>");
  const moving = METHODS.flatMap((_, m) => Array.from({ length: TRACES }, (_, i) => STILL + m * TRACES + i));
  const visible = (method: string): boolean[] => METHODS.flatMap((m) => Array<boolean>(TRACES).fill(m === method));
  const restyle = (count: number): Record<string, unknown> => {
    const traces = at(count);
    return { x: traces.map((t) => t.x), y: traces.map((t) => t.y), text: traces.map((t) => t.text) };
  };
  const begin = at(first.count);
  const look = METHODS.flatMap((method) => looks(method === first.method));
  const article = {
    label: articleWords(featureOf(feature)),
    method: "update" as const,
    args: [
      { ...restyle(4), visible: visible("quantile") },
      { "sliders[0].active": 3, "updatemenus[0].active": 0 },
      moving,
    ],
  };
  const button = {
    type: "buttons" as const,
    direction: "right" as const,
    y: 1.02,
    yanchor: "bottom" as const,
    xanchor: "left" as const,
    pad: { b: 12 },
  };
  return {
    data: [
      barTrace(bars),
      { ...FIGURES, x: [0], y: [0], text: [names], textposition: "bottom right" },
      ...begin.map((data, i) => ({ ...look[i], ...data })),
    ],
    layout: {
      ...layoutOf(bars, feature, top),
      updatemenus: [
        {
          ...button,
          x: 0,
          active: METHODS.indexOf(first.method),
          buttons: METHODS.map((method) => ({
            label: method,
            method: "restyle" as const,
            args: [{ visible: visible(method) }, moving],
          })),
        },
        { ...button, x: ROWS, active: -1, showactive: false, buttons: [article] },
      ],
      sliders: [
        {
          active: first.count - 1,
          x: 0,
          len: HISTOGRAM,
          y: -0.12,
          yanchor: "top",
          pad: { t: 24 },
          bgcolor: COLOURS.sky,
          activebgcolor: COLOURS.blue,
          bordercolor: GRID,
          tickcolor: TEXT,
          font: { color: TEXT },
          currentvalue: { prefix: `number of ${feature} bins: `, font: { size: 13, color: TEXT } },
          steps: Array.from({ length: MAX_BINS }, (_, i) => ({
            label: String(i + 1),
            method: "restyle",
            args: [restyle(i + 1), moving],
          })),
        },
      ],
    } as Partial<Layout>,
  };
}

/**
 * Shows the explorer for a feature; takes a few seconds, with progress.
 * @returns the grid, for `showTradeOff`.
 * @example const grid = await showBinExplorer(melodies, { feature: "duration" })
 */
export async function showBinExplorer(melodies: readonly Melody[], options: ExplorerOptions): Promise<BinPosition[]> {
  const bar = progress(`Costs of ${options.feature} bins`);
  const grid = await binGrid(melodies, options.feature, options.choices, bar.update);
  bar.done(`${grid.length} choices of ${options.feature} bins computed`);
  const values = valuesOf(melodies, options.feature);
  const figure = binExplorerFigure(grid, values, options);
  const alt = `Bin explorer: histogram of ${values.length.toLocaleString("en-US")} notes by ${options.feature}, with movable bin edges (slider: number of bins; buttons: ${METHODS.join(", ")}), the share of notes in each bin, and the cost of the choice in figures.`;
  await showPlot(figure, { alt });
  return grid;
}
