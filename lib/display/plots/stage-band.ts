/** The diary over the epochs: the three stages as a band, the loop period falling away, variety, and what is copied. */
import type { PlotData, Shape } from "plotly.js";
import { COLOURS } from "../house-style";
import { type Figure, showPlot } from "./plot";
import { NO_EPOCH } from "../../experiment";
import { showNothing, type ShowOptions } from "../jupyter/output";
import { STAGE_COLOURS, stageLegend, STAGE_NAMES, type StageNumber } from "./stage-look";

/** A diary entry's measures; null where one was not taken. A `DiaryEntry` is one. */
export interface StageEntry {
  epoch: number;
  notes: number;
  distinct: number | null;
  loopPeriod: number | null;
  stage: StageNumber | null;
  longestCopy: number | null;
}

/** Between a line and the band behind it. */
const EDGE = "rgba(255,255,255,0.85)";

/** The borders of the entries' stretches: half way between neighbours; the outer ones half an epoch outside. */
function edgesOf(epochs: readonly number[]): number[] {
  const middles = epochs.slice(1).map((epoch, i) => (epoch + epochs[i]) / 2);
  return [epochs[0] - 0.5, ...middles, epochs[epochs.length - 1] + 0.5];
}

/** Stretches of one stage after another, joined: from and to in epochs. */
export function stageStretches(entries: readonly StageEntry[]): { stage: StageNumber; from: number; to: number }[] {
  const edges = edgesOf(entries.map((entry) => entry.epoch));
  const stretches: { stage: StageNumber; from: number; to: number }[] = [];
  entries.forEach(({ stage }, i) => {
    if (stage === null) return;
    const before = stretches[stretches.length - 1];
    if (before?.stage === stage && before.to === edges[i]) before.to = edges[i + 1];
    else stretches.push({ stage, from: edges[i], to: edges[i + 1] });
  });
  return stretches;
}

/**
 * The figure. Entries are taken by epoch.
 * @throws when there are none.
 */
export function stageFigure(diary: readonly StageEntry[]): Figure {
  const entries = [...diary].sort((a, b) => a.epoch - b.epoch);
  if (entries.length === 0) throw new Error("the diary is empty; train for at least one epoch");
  const stretches = stageStretches(entries);
  const range = [entries[0].epoch - 0.5, entries[entries.length - 1].epoch + 0.5];
  const band = (axis: string): Partial<Shape>[] =>
    stretches.map(({ stage, from, to }) => ({
      type: "rect",
      xref: "x",
      yref: `${axis} domain` as "paper",
      x0: from,
      x1: to,
      y0: 0,
      y1: 1,
      fillcolor: STAGE_COLOURS[stage],
      line: { width: 0 },
      layer: "below",
    }));
  const trace = (values: (number | null)[], axis: string, look: Partial<PlotData>): Partial<PlotData> => ({
    type: "scatter",
    connectgaps: false,
    cliponaxis: false,
    showlegend: false,
    x: entries.map((e) => e.epoch),
    y: values,
    yaxis: axis as "y",
    ...look,
  });
  const line = (
    values: (number | null)[],
    name: string,
    axis: string,
    color: string,
    symbol: string,
  ): Partial<PlotData> =>
    trace(values, axis, {
      mode: "lines+markers",
      name,
      line: { color, width: 1.5 },
      marker: { color, symbol, size: 6 },
      hovertemplate: `epoch %{x}: %{y:.3~g}<extra>${name}</extra>`,
    });
  // No colour stands out from all three of the band's on white and on black alike; with a white edge each does.
  const edge = (values: (number | null)[], axis: string, symbol: string): Partial<PlotData> =>
    trace(values, axis, {
      mode: "lines+markers",
      hoverinfo: "skip",
      line: { color: EDGE, width: 4 },
      marker: { color: EDGE, symbol, size: 9 },
    });
  const panels: { values: (number | null)[]; title: string; colour: string; symbol: string }[] = [
    {
      values: entries.map((e) => e.loopPeriod),
      title: "loop period (notes)",
      colour: COLOURS.vermilion,
      symbol: "circle",
    },
    {
      values: entries.map((e) =>
        e.distinct === null || e.notes === 0 ? null : Number(((100 * e.distinct) / e.notes).toFixed(1)),
      ),
      title: "distinct (%)",
      colour: COLOURS.blue,
      symbol: "square",
    },
    {
      values: entries.map((e) => e.longestCopy),
      title: "longest copy (notes)",
      colour: COLOURS.purple,
      symbol: "diamond",
    },
  ].filter((panel, i) => i === 0 || panel.values.some((value) => value !== null));
  const height = 1 / panels.length;
  const layout: Record<string, unknown> = {
    height: 110 + 130 * panels.length,
    xaxis: { title: { text: "epoch" }, range, anchor: panels.length === 1 ? "y" : `y${panels.length}` },
    shapes: panels.flatMap((_, i) => band(i === 0 ? "y" : `y${i + 1}`)),
    legend: { x: 0, xanchor: "left" },
    margin: { l: 70, r: 20, t: 40, b: 50 },
  };
  panels.forEach(({ title, values }, i) => {
    const few = Math.max(...values.map((value) => value ?? 0)) <= 5;
    layout[i === 0 ? "yaxis" : `yaxis${i + 1}`] = {
      domain: [
        Math.max(0, 1 - (i + 1) * height + (i < panels.length - 1 ? 0.03 : 0)),
        1 - i * height - (i > 0 ? 0.03 : 0),
      ],
      title: { text: title, font: { size: 12 } },
      rangemode: "tozero",
      ...(few ? { dtick: 1 } : {}),
    };
  });
  const measured = panels
    .map((panel, i) => ({ ...panel, axis: i === 0 ? "y" : `y${i + 1}` }))
    .filter(({ values }) => values.some((value) => value !== null));
  const edges = measured.map(({ values, symbol, axis }) => edge(values, axis, symbol));
  const lines = measured.map(({ values, title, colour, symbol, axis }) => line(values, title, axis, colour, symbol));
  return { data: [...edges, ...lines, ...stageLegend()], layout: layout as Figure["layout"] };
}

/**
 * Shows the stages over the epochs, with loop period, share of distinct pseudo-notes, and longest copied passage. Where
 * the diary is empty it says so.
 * @example await showStages(result.diary)
 */
export async function showStages(diary: readonly StageEntry[], options: ShowOptions = {}): Promise<void> {
  if (diary.length === 0) return showNothing(NO_EPOCH, options);
  const figure = stageFigure(diary);
  const entries = [...diary].sort((a, b) => a.epoch - b.epoch);
  const words = stageStretches(entries).map(({ stage, from, to }) => {
    const epochs = entries.map((entry) => entry.epoch).filter((epoch) => epoch >= from && epoch <= to);
    return `stage ${stage} (${STAGE_NAMES[stage]}) from epoch ${epochs[0]} to ${epochs[epochs.length - 1]}`;
  });
  await showPlot(figure, {
    ...options,
    alt: options.alt ?? `Stages of the diary: ${words.join("; ") || "not measured"}.`,
  });
}
