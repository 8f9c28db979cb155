/** The loss as one weight is moved, and the line that touches it where the weight stands: its slope is the gradient. */
import type { PlotData } from "plotly.js";
import { COLOURS } from "../house-style";
import type { ShowOptions } from "../jupyter/output";
import { formatNumber } from "../number";
import { type Figure, showPlot } from "./plot";

export interface SlopeOptions extends ShowOptions {
  /** The loss where the weight stands. */
  loss: number;
  /** The gradient: change of the loss by change of the weight. */
  slope: number;
}

/**
 * The figure.
 * @param losses [change of the weight, loss] in the order of the changes
 * @throws Error when there is no loss to draw.
 */
export function slopeFigure(losses: readonly (readonly [number, number])[], { loss, slope }: SlopeOptions): Figure {
  if (losses.length === 0) throw new Error("A slope needs a curve; give the loss for a few changes of the weight.");
  const changes = losses.map(([change]) => change);
  const ends = [Math.min(...changes), Math.max(...changes)];
  const data: Partial<PlotData>[] = [
    {
      type: "scatter",
      mode: "lines",
      name: "the loss",
      x: changes,
      y: losses.map(([, y]) => y),
      line: { color: COLOURS.blue, width: 2 },
    },
    {
      type: "scatter",
      mode: "lines",
      name: `its slope here: ${formatNumber(slope)}`,
      x: ends,
      y: ends.map((change) => loss + slope * change),
      line: { color: COLOURS.vermilion, width: 2, dash: "dash" },
    },
    {
      type: "scatter",
      mode: "markers",
      name: "where the weight stands",
      x: [0],
      y: [loss],
      marker: { color: COLOURS.vermilion, size: 9 },
    },
  ];
  const layout = {
    height: 300,
    xaxis: { title: { text: "change of the weight" } },
    yaxis: { title: { text: "loss (nats per note)" } },
  };
  return { data, layout };
}

/**
 * Shows the figure.
 * @example await showSlope(changes.map((change) => [change, lossWith(change)]), { loss, slope })
 */
export async function showSlope(losses: readonly (readonly [number, number])[], options: SlopeOptions): Promise<void> {
  const { title, id, loss, slope } = options;
  const words = `The loss as one weight changes, ${formatNumber(loss)} where it stands; the slope there is ${formatNumber(slope)}.`;
  await showPlot(slopeFigure(losses, options), { title, id, alt: options.alt ?? words });
}
