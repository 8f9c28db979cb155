/** Plots: interactive by Plotly in JupyterLab and the HTML export, a picture of the same figure where no script runs. */
import type { Config, Layout, PlotData } from "plotly.js";
import { escapeHtml, escapePlotly, showable } from "../jupyter/escape";
import { BUTTON, COLOURS, FONT, GRID, TEXT } from "../house-style";
import { type MimeBundle, show, type ShowOptions } from "../jupyter/output";
import { plotSvg } from "./plot-static";

/** A Plotly figure. Texts that come from files must have gone through `escapePlotly`. */
export interface Figure {
  data: Partial<PlotData>[];
  layout: Partial<Layout>;
}

/** A plot needs words for those who do not see it. */
export type PlotOptions = ShowOptions & { alt: string };

const CONFIG: Partial<Config> = {
  displaylogo: false,
  responsive: true,
  showLink: false,
  plotlyServerURL: "",
  // No button that sends the figure to a server.
  modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d", "sendChartToCloud" as "sendDataToCloud"],
};

/** What JupyterLab leaves an output in a window of 1280 pixels, beside its file browser and a scroll bar; wider plots get a scroll bar of their own. */
export const PLOT_WIDTH = 820;
const HEIGHT = 340;
const TITLE_ROOM = 24;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `given` laid over `base`, object by object; lists and plain values of `given` win. */
function merge(base: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const out = { ...base };
  for (const [key, value] of Object.entries(given))
    out[key] = isObject(value) && isObject(out[key]) ? merge(out[key] as Record<string, unknown>, value) : value;
  return out;
}

/** `figure` in the house style; what the figure says itself wins. */
export function houseStyle(figure: Figure): Figure {
  const axis = {
    automargin: true,
    gridcolor: GRID,
    linecolor: GRID,
    tickcolor: GRID,
    zeroline: false,
    title: { standoff: 8 },
  };
  const base: Record<string, unknown> = {
    width: PLOT_WIDTH,
    height: HEIGHT,
    colorway: Object.values(COLOURS),
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: FONT, size: 12, color: TEXT },
    title: {
      font: { size: 14 },
      x: 0,
      xref: "paper",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { t: 12 },
    },
    margin: { l: 60, r: 20, t: figure.layout.title ? 44 : 20, b: 50 },
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 1, xanchor: "right" },
    hoverlabel: { font: { family: FONT } },
    bargap: 0.05,
    modebar: { bgcolor: "rgba(0,0,0,0)", color: TEXT, activecolor: COLOURS.blue },
    xaxis: axis,
    yaxis: axis,
  };
  for (const key of Object.keys(figure.layout)) if (/^[xy]axis\d+$/.test(key)) base[key] = axis;
  const layout = merge(base, figure.layout as Record<string, unknown>) as Partial<Layout>;
  const menus = layout.updatemenus?.map((menu) => merge(BUTTON, menu as Record<string, unknown>));
  return { data: figure.data, layout: menus ? { ...layout, updatemenus: menus } : layout };
}

/** Gives an SVG a name that screen readers say, and makes it shrink with the page. */
export function nameSvg(svg: string, alt: string): string {
  const label = escapeHtml(alt);
  return svg.replace(
    /<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes.replace(/ style="[^"]*"/, "")} role="img" aria-label="${label}" style="max-width:100%;height:auto"><title>${label}</title>`,
  );
}

/** The bundle of a figure: Plotly's own, the SVG picture, and the alternative text. */
export async function plotBundle(figure: Figure, alt: string): Promise<MimeBundle> {
  const { data, layout } = houseStyle(figure);
  const svg = await plotSvg({ data, layout }, layout.width ?? PLOT_WIDTH, layout.height ?? HEIGHT);
  return {
    "application/vnd.plotly.v1+json": { data, layout, config: CONFIG },
    "image/svg+xml": nameSvg(svg, alt),
    "text/plain": showable(alt),
  };
}

/**
 * Shows a Plotly figure in the house style.
 * @example await showPlot({ data: [{ x: epochs, y: loss }], layout: { xaxis: { title: { text: "epoch" } } } }, { alt: "Loss over epochs" })
 * @throws when a trace's type cannot be drawn as SVG (heatmap, WebGL).
 */
export async function showPlot(figure: Figure, options: PlotOptions): Promise<void> {
  const { title, alt, id } = options;
  show(await plotBundle(title === undefined ? figure : withTitle(figure, title), alt), id);
}

/** A row of the legend, which stands between title and plot. */
const LEGEND_ROOM = 16;

/** `figure` with a title, and room for it above. */
export function withTitle({ data, layout }: Figure, title: string): Figure {
  const named = data.filter((trace) => trace.name && trace.showlegend !== false);
  const legend = layout.showlegend !== false && named.length > 1 ? LEGEND_ROOM : 0;
  const [height, top] = [layout.height ?? HEIGHT, layout.margin?.t ?? 20 + legend];
  const margin = { ...layout.margin, t: top + TITLE_ROOM };
  return { data, layout: { ...layout, title: { text: escapePlotly(title) }, height: height + TITLE_ROOM, margin } };
}
