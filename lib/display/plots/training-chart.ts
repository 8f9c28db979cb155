/** Loss and accuracy over the epochs: as a quick drawing while the model trains, as a Plotly figure afterwards. */
import type { EpochRecord, TrainingProgress } from "../../training";
import { svgDocument } from "../jupyter/drawing";
import { COLOURS } from "../house-style";
import { lineChart, type Series } from "./line-chart";
import { formatNumber } from "../number";
import { showPlot, type Figure } from "./plot";
import { NO_EPOCH } from "../../experiment";
import { showNothing, type ShowOptions } from "../jupyter/output";

type Key = "loss" | "accuracy" | "validationLoss" | "validationAccuracy";

/** What is drawn of an epoch. */
export type EpochFigures = Pick<EpochRecord, "epoch" | Key>;

const points = (history: readonly EpochFigures[], key: Key): { x: number; y: number }[] =>
  history.flatMap((record) => (record[key] === null ? [] : [{ x: record.epoch, y: record[key] as number }]));

function series(history: readonly EpochFigures[], trained: Key, validation: Key, colour: string): Series[] {
  const validated = points(history, validation);
  return [
    { name: "training songs", colour, points: points(history, trained) },
    ...(validated.length ? [{ name: "validation songs", colour, dashed: true, points: validated }] : []),
  ];
}

/** The last epoch's figures in a sentence. */
export function describeHistory(history: readonly EpochFigures[]): string {
  const last = history[history.length - 1];
  if (!last) return "No epoch has been finished.";
  const held =
    last.validationLoss === null
      ? ""
      : `; on validation songs ${formatNumber(last.validationLoss)} and ${formatNumber(100 * (last.validationAccuracy ?? NaN))} %`;
  return `Loss and accuracy over ${last.epoch} epochs: at the end ${formatNumber(last.loss)} nats per note and ${formatNumber(100 * last.accuracy)} % on training songs${held}.`;
}

/** Both charts side by side as one SVG. */
export function trainingSvg({ history, epochs }: Pick<TrainingProgress, "history" | "epochs">): string {
  const [width, height] = [860, 190];
  const chart = { y: 0, width: 416, height, maxX: epochs };
  const body =
    lineChart(series(history, "loss", "validationLoss", COLOURS.blue), {
      ...chart,
      x: 0,
      title: "loss (nats per note)",
    }) +
    lineChart(series(history, "accuracy", "validationAccuracy", COLOURS.green), {
      ...chart,
      x: 440,
      title: "accuracy (share)",
      maxY: 1,
    });
  return svgDocument(width, height, describeHistory(history), body);
}

/** The same as a Plotly figure. */
export function trainingFigure(history: readonly EpochFigures[]): Figure {
  const trace = (key: Key, name: string, colour: string, axis: string, dashed: boolean): Figure["data"] => {
    const own = points(history, key);
    if (own.length === 0) return [];
    return [
      {
        type: "scatter",
        mode: own.length > 1 ? "lines" : "markers",
        name,
        x: own.map((p) => p.x),
        y: own.map((p) => Number(p.y.toPrecision(4))),
        xaxis: `x${axis}` as "x",
        yaxis: `y${axis}` as "y",
        line: { color: colour, dash: dashed ? "dash" : "solid", width: 2 },
        hovertemplate: `epoch %{x}: %{y:.3f}<extra>${name}</extra>`,
      },
    ];
  };
  return {
    data: [
      ...trace("loss", "loss, training", COLOURS.blue, "", false),
      ...trace("validationLoss", "loss, validation", COLOURS.blue, "", true),
      ...trace("accuracy", "accuracy, training", COLOURS.green, "2", false),
      ...trace("validationAccuracy", "accuracy, validation", COLOURS.green, "2", true),
    ],
    layout: {
      height: 320,
      xaxis: { domain: [0, 0.45], title: { text: "epoch" } },
      yaxis: { title: { text: "loss (nats per note)" }, rangemode: "tozero" },
      xaxis2: { domain: [0.56, 1], anchor: "y2", title: { text: "epoch" } },
      yaxis2: { anchor: "x2", title: { text: "accuracy (share)" }, range: [0, 1.02] },
      legend: { x: 0.5, xanchor: "center" },
    },
  };
}

/**
 * Shows loss and accuracy over the epochs.
 * @example await showTrainingChart(run.history)
 */
export async function showTrainingChart(history: readonly EpochFigures[], options: ShowOptions = {}): Promise<void> {
  if (history.length === 0) return showNothing(NO_EPOCH, options);
  await showPlot(trainingFigure(history), { ...options, alt: options.alt ?? describeHistory(history) });
}
