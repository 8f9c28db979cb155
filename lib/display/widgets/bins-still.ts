/** The bin explorer where nothing moves: both histograms with their edges, and what the bins cost. */
import type { ArticleFeatureName as Feature, BinCost, Distinct, NoteBins, NoteCounts } from "../../encoding";
import { COLOURS, GRID } from "../house-style";
import { round, svgDocument, svgText } from "../jupyter/drawing";
import { formatNumber } from "../number";

const [WIDTH, HEIGHT, PLOT, TOP, LEFT, GAP] = [820, 292, 150, 44, 10, 40];
const BARS = 64;

const percent = (share: number): string => `${formatNumber(100 * share)} %`;

/** What the explorer shows at first, in words. */
export function wordsOf(cost: BinCost, bins: NoteBins): string {
  const edges = (feature: Feature, unit: string): string =>
    `${bins[feature].medians.length} ${feature} bins` +
    (bins[feature].edges.length > 0
      ? ` (edges at ${bins[feature].edges.map((edge) => formatNumber(edge)).join(", ")}${unit})`
      : "");
  return (
    `Bin explorer: ${formatNumber(cost.notes)} notes in ${edges("duration", " s")} and ${edges("velocity", "")}: ` +
    rowsOf(cost)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ") +
    ". In JupyterLab and on the exported page the edges can be moved."
  );
}

function rowsOf(cost: BinCost): [string, string][] {
  return [
    ["vocabulary", `${formatNumber(cost.vocabulary)} pseudo-notes`],
    ["of them once", formatNumber(cost.singletons)],
    ["entropy", `${formatNumber(cost.entropy)} bits/note`],
    ["duration error", `${formatNumber(cost.duration.rms)} s RMS, ${percent(cost.duration.relative)}`],
    ["velocity error", `${formatNumber(cost.velocity.rms)} RMS, ${percent(cost.velocity.relative)}`],
  ];
}

/** The picture; `alt` says it in words. */
export function stillBins(
  counts: NoteCounts,
  bins: NoteBins,
  cost: BinCost,
  { alt, title }: { alt: string; title?: string },
): string {
  const width = (WIDTH - 2 * LEFT - GAP) / 2;
  const body =
    panel(counts.features.duration, bins.duration.edges, {
      x: LEFT,
      width,
      log: true,
      title: "durations (s, logarithmic)",
    }) +
    panel(counts.features.velocity, bins.velocity.edges, {
      x: LEFT + width + GAP,
      width,
      log: false,
      title: "velocities (1–127)",
    });
  const rows = rowsOf(cost).map(([name, value], i) => {
    const [x, y] = i < 3 ? [LEFT, 240 + 18 * i] : [LEFT + width + GAP, 240 + 18 * (i - 3)];
    return svgText(x, y, name) + svgText(x + width, y, value, "end");
  });
  if (title === undefined) return svgDocument(WIDTH, HEIGHT, alt, body + rows.join(""));
  const heading = svgText(LEFT, 16, title, "start", 'font-size="14" font-weight="bold"');
  const below = `<g transform="translate(0,26)">${body}${rows.join("")}</g>`;
  return svgDocument(WIDTH, HEIGHT + 26, alt, heading + below);
}

interface Place {
  x: number;
  width: number;
  log: boolean;
  title: string;
}

function panel({ values, counts }: Distinct, edges: readonly number[], { x, width, log, title }: Place): string {
  const scale = (value: number): number => (log ? Math.log(value) : value);
  const [low, high] = [scale(log ? values[0] * 0.93 : 0), scale(log ? values[values.length - 1] * 1.07 : 128)];
  const at = (value: number): number => (scale(value) - low) / (high - low);
  const bars = new Array<number>(BARS).fill(0);
  values.forEach((value, i) => {
    bars[Math.min(BARS - 1, Math.floor(at(value) * BARS))] += counts[i];
  });
  const most = Math.max(...bars);
  const floor = TOP + PLOT;
  const rects = bars.map((notes, i) => {
    if (notes === 0) return "";
    const height = Math.max(1, (PLOT * notes) / most);
    const left = x + (i * width) / BARS;
    return `<rect x="${round(left)}" y="${round(floor - height)}" width="${round(width / BARS - 0.6)}" height="${round(height)}" fill="${COLOURS.blue}"/>`;
  });
  const lines = edges.map((edge) => {
    const at_ = round(x + at(edge) * width);
    return `<line x1="${at_}" x2="${at_}" y1="${TOP - 10}" y2="${floor}" stroke="${COLOURS.vermilion}" stroke-width="2"/>`;
  });
  const axis = `<line x1="${x}" x2="${x + width}" y1="${floor}" y2="${floor}" stroke="${GRID}"/>`;
  const ends = svgText(x, floor + 15, log ? formatNumber(values[0]) : "0");
  const end = svgText(x + width, floor + 15, log ? formatNumber(values[values.length - 1]) : "127", "end");
  const inner = edges.map((edge) => formatNumber(edge)).join(" · ");
  return (
    rects.join("") +
    axis +
    lines.join("") +
    ends +
    end +
    svgText(x, 14, title) +
    svgText(x, 30, inner ? `edges at ${inner}` : "one bin")
  );
}
