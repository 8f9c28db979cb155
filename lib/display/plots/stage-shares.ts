/** Of pieces from many prompts, the shares at each stage over the epochs: stacked areas in the colours of `showStages`. */
import type { PlotData } from "plotly.js";
import { formatNumber } from "../number";
import { type Figure, showPlot } from "./plot";
import { NO_EPOCH } from "../../experiment";
import { showNothing, type ShowOptions } from "../jupyter/output";
import { STAGE_COLOURS, stageLegend, STAGES } from "./stage-look";

/** A diary entry with `stage1Share` to `stage3Share` (0–1) among its measures. A `DiaryEntry` is one if the diary has a survey. */
export interface StageShareEntry {
  epoch: number;
  measures?: Record<string, number | null>;
}

/** Epochs in order, each with its shares in percent, stage 1 first; entries without shares are left out. */
function sharesOf(diary: readonly StageShareEntry[]): { epoch: number; shares: number[] }[] {
  return [...diary]
    .sort((a, b) => a.epoch - b.epoch)
    .flatMap(({ epoch, measures }) => {
      const shares = STAGES.map((stage) => measures?.[`stage${stage}Share`] ?? null);
      return shares.every((share): share is number => share !== null)
        ? [{ epoch, shares: shares.map((share) => 100 * share) }]
        : [];
    });
}

/**
 * The figure. Entries are taken by epoch.
 * @throws when no entry has shares.
 */
export function stageSharesFigure(diary: readonly StageShareEntry[]): Figure {
  let entries = sharesOf(diary);
  if (entries.length === 0)
    throw new Error(
      "no entry of the diary has shares of the stages; give `diaryWriter` a survey and train for at least one epoch",
    );
  // One entry alone would be a line without width.
  if (entries.length === 1) entries = [-0.5, 0.5].map((side) => ({ ...entries[0], epoch: entries[0].epoch + side }));
  const x = entries.map(({ epoch }) => epoch);
  const areas = STAGES.map(
    (stage, i): Partial<PlotData> => ({
      type: "scatter",
      mode: "lines",
      stackgroup: "stages",
      showlegend: false,
      name: `stage ${stage}`,
      x,
      y: entries.map(({ shares }) => Number(shares[i].toFixed(2))),
      fillcolor: STAGE_COLOURS[stage],
      line: { width: 0, color: STAGE_COLOURS[stage] },
      hovertemplate: `epoch %{x}: %{y:.3~g} %<extra>stage ${stage}</extra>`,
    }),
  );
  return {
    data: [...areas, ...stageLegend()],
    layout: {
      xaxis: { title: { text: "epoch" }, range: [x[0], x[x.length - 1]] },
      yaxis: { title: { text: "pieces (%)" }, range: [0, 100] },
      legend: { x: 0, xanchor: "left", traceorder: "normal" },
      hovermode: "x",
    },
  };
}

/**
 * Shows which shares of the survey's pieces are at each stage over the epochs. Where the diary is empty it says so.
 * @example await showStageShares(run.diary)
 * @throws when no entry has shares.
 */
export async function showStageShares(diary: readonly StageShareEntry[], options: ShowOptions = {}): Promise<void> {
  if (diary.length === 0) return showNothing(NO_EPOCH, options);
  const figure = stageSharesFigure(diary);
  const entries = sharesOf(diary);
  const words = [entries[0], ...(entries.length > 1 ? [entries[entries.length - 1]] : [])].map(
    ({ epoch, shares }) =>
      `after epoch ${epoch} ${STAGES.map((stage, i) => `stage ${stage} ${formatNumber(shares[i])} %`).join(", ")}`,
  );
  const alt = `Shares of the pieces at each stage over the epochs: ${words.join("; ")}.`;
  await showPlot(figure, { ...options, alt: options.alt ?? alt });
}
