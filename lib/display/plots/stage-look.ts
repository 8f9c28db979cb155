/** How the three stages look wherever they are drawn: their colours, their names, their legend. */
import type { PlotData } from "plotly.js";
import { COLOURS, fade } from "../house-style";

/** 1, 2 or 3, as `stage` of lib/evaluation gives. */
export type StageNumber = 1 | 2 | 3;

export const STAGES: readonly StageNumber[] = [1, 2, 3];

/** Light to dark in the order of the stages, so that they can be told without colour too. */
export const STAGE_COLOURS: Readonly<Record<StageNumber, string>> = {
  1: fade(COLOURS.orange, 0.35),
  2: fade(COLOURS.sky, 0.4),
  3: fade(COLOURS.green, 0.45),
};
export const STAGE_NAMES: Readonly<Record<StageNumber, string>> = {
  1: "one note repeated",
  2: "a short loop, or few notes",
  3: "as complex as people's",
};

/** Traces without points that put the stages into the legend. */
export function stageLegend(): Partial<PlotData>[] {
  return STAGES.map((stage) => ({
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    name: `stage ${stage}: ${STAGE_NAMES[stage]}`,
    marker: { symbol: "square", size: 13, color: STAGE_COLOURS[stage] },
  }));
}
