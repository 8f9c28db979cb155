/** Histograms with bin edges drawn in. */
import type { PlotData } from "plotly.js";
import { COLOURS, fade, TEXT } from "../house-style";
import { formatNumber } from "../number";
import { type Figure, PLOT_WIDTH, showPlot } from "./plot";
import { escapePlotly } from "../jupyter/escape";
import type { ShowOptions } from "../jupyter/output";
import { textWidth } from "../text-size";

export interface HistogramOptions extends ShowOptions {
  /** What the values are, with the unit: "duration (s)". */
  label: string;
  /** What is counted; default "notes". */
  counted?: string;
  /** Inner bin edges, drawn as vertical lines with their values. */
  edges?: readonly number[];
  /** Logarithmic axis: for values above 0 that span several powers of ten. */
  log?: boolean;
  /** Number of bars; default 60. */
  bars?: number;
}

/** Bars of equal width (of equal ratio on a logarithmic axis) from the least value to the greatest; for few whole numbers, one bar each. */
export interface Bars {
  /** Edges of the bars: one more than there are bars. */
  at: number[];
  counts: number[];
}

/**
 * Counts values into bars. Each value is in the bar whose left edge it reaches; the greatest is in the last.
 * @throws when there are no values, or a value is not above 0 on a logarithmic axis.
 */
export function countBars(values: ArrayLike<number>, bars = 60, log = false): Bars {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])];
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw new Error("a histogram needs finite values; give at least one");
  if (log && low <= 0) throw new Error("a logarithmic axis needs values above 0; leave `log` out");
  if (!log && high - low < 3 * bars && Array.prototype.every.call(values, Number.isInteger)) {
    // Bars that hold now one, now two whole numbers would show steps that are not in the data.
    [low, high, bars] = [low - 0.5, high + 0.5, high - low + 1];
  }
  if (low === high) [low, high] = log ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  const [to, from] = log ? [Math.log, Math.exp] : [(v: number) => v, (v: number) => v];
  const width = (to(high) - to(low)) / bars;
  const counts = new Array<number>(bars).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.min(bars - 1, Math.floor((to(values[i]) - to(low)) / width))]++;
  return { at: Array.from({ length: bars + 1 }, (_, i) => Number(from(to(low) + i * width).toPrecision(4))), counts };
}

/** The bars as one stepped area, which stands right on a logarithmic axis too. */
export function barTrace({ at, counts }: Bars, counted = "notes"): Partial<PlotData> {
  return {
    type: "scatter",
    mode: "lines",
    x: at,
    y: [...counts, 0],
    showlegend: false,
    fill: "tozeroy",
    fillcolor: fade(COLOURS.blue, 0.45),
    line: { shape: "hv", color: COLOURS.blue, width: 1 },
    hovertemplate: `from %{x:.3~g}: %{y} ${counted}<extra></extra>`,
  };
}

/** Size of an edge's label, and the room to its left, in pixels. */
const [LABEL_SIZE, LABEL_ROOM] = [11, 4];
const LEVELS = 3;

/** Where values are on the axis, in pixels from the first bar's left edge, if the bars take `width` pixels. */
function pixels({ at }: Bars, log: boolean, width: number): (value: number) => number {
  const to = log ? Math.log : (v: number) => v;
  const [low, high] = [to(at[0]), to(at[at.length - 1])];
  return (value) => ((to(value) - low) / (high - low)) * width;
}

/**
 * The level at which each edge's label has room, -1 where none has. Labels end at their edges, so a label is in the
 * way of others at its level, and the line of an edge to the left of it must not come up through it.
 */
function labelLevels(ends: readonly number[], widths: readonly number[]): number[] {
  const levels: number[] = [];
  ends.forEach((end, i) => {
    const begin = end - widths[i] - LABEL_ROOM;
    const free = (level: number): boolean => levels.every((other, j) => ends[j] <= begin || other < level);
    levels.push(Array.from({ length: LEVELS }, (_, level) => level).find(free) ?? -1);
  });
  return levels;
}

/**
 * Bin edges as points with their values as text, above the bars, which take `width` pixels; `EDGE_LOOK` hangs a line
 * on each. Where edges crowd, some have no text.
 */
export function edgeData(
  edges: readonly number[],
  bars: Bars,
  log: boolean,
  width: number,
): { x: number[]; y: number[]; text: string[] } {
  const texts = edges.map((edge) => formatNumber(edge));
  const levels = labelLevels(
    edges.map(pixels(bars, log, width)),
    texts.map((text) => textWidth(text, LABEL_SIZE)),
  );
  const top = Math.max(...bars.counts);
  return {
    x: edges.map((edge) => Number(edge.toPrecision(4))),
    y: levels.map((level) => Math.round(top * (1.02 + 0.09 * Math.max(0, level)))),
    text: texts.map((text, i) => (levels[i] < 0 ? "" : text)),
  };
}

/** The line from each edge's value down to 0 is an error bar: one point an edge, not two and a gap. */
export const EDGE_LOOK: Partial<PlotData> = {
  type: "scatter",
  mode: "text",
  showlegend: false,
  hoverinfo: "skip",
  textposition: "top left",
  textfont: { color: COLOURS.vermilion, size: LABEL_SIZE },
  error_y: {
    type: "percent",
    symmetric: false,
    value: 0,
    valueminus: 100,
    color: COLOURS.vermilion,
    thickness: 1.5,
    width: 0,
  } as unknown as PlotData["error_y"],
};

/** The x axis of values; on a logarithmic one, ticks at 1, 2 and 5 times the powers of ten. */
export function valueAxis({ at }: Bars, label: string, log: boolean): object {
  const axis = { title: { text: label } };
  if (!log) return axis;
  const [low, high] = [at[0], at[at.length - 1]];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const digit of [1, 2, 5]) ticks.push(Number((digit * 10 ** power).toPrecision(1)));
  }
  const many = ticks.length > 14 ? ticks.filter((tick) => /^0?\.?0*1/.test(String(tick))) : ticks;
  return {
    ...axis,
    type: "log",
    tickmode: "array",
    tickvals: many,
    ticktext: many.map(String),
    range: [Math.log10(low) - 0.03, Math.log10(high) + 0.03],
  };
}

/** The figure of a histogram. */
export function histogramFigure(values: ArrayLike<number>, options: HistogramOptions): Figure {
  const bars = countBars(values, options.bars, options.log);
  const top = Math.max(...bars.counts);
  const counted = options.counted ?? "notes";
  const data = [barTrace(bars, counted)];
  if (options.edges?.length)
    data.push({ ...EDGE_LOOK, ...edgeData(options.edges, bars, options.log ?? false, PLOT_WIDTH - 80) });
  return {
    data,
    layout: {
      ...(options.title ? { title: { text: escapePlotly(options.title) } } : {}),
      xaxis: valueAxis(bars, options.label, options.log ?? false),
      yaxis: { title: { text: counted }, range: [0, top * (options.edges?.length ? 1.3 : 1.05)], color: TEXT },
    },
  };
}

/**
 * Shows a histogram.
 * @example await showHistogram(durationsOf(melodies), { label: "duration (s)", edges: bins.duration.edges, log: true })
 * @throws as `countBars` does.
 */
export async function showHistogram(values: ArrayLike<number>, options: HistogramOptions): Promise<void> {
  const edges = options.edges?.length
    ? ` Bin edges at ${options.edges.map((edge) => formatNumber(edge)).join(", ")}.`
    : "";
  const words = `Histogram of ${values.length.toLocaleString("en-US")} ${options.counted ?? "notes"} by ${options.label}.${edges}`;
  await showPlot(histogramFigure(values, options), { id: options.id, alt: options.alt ?? words });
}
