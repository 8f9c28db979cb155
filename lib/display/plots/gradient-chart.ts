/** Gradients of all the weights of a small model, a bar each, and beside them the same found in another way. */
import type { PlotData } from "plotly.js";
import { COLOURS, TEXT } from "../house-style";
import { escapePlotly, shorten } from "../jupyter/escape";
import type { ShowOptions } from "../jupyter/output";
import { type Figure, showPlot } from "./plot";

/** The gradients of one group of weights. */
export interface GradientPart {
  name: string;
  gradients: ArrayLike<number>;
  /** The same gradients, found in another way: dots on the bars. */
  check?: ArrayLike<number>;
}

const HUES = [COLOURS.blue, COLOURS.sky, COLOURS.orange, COLOURS.green, COLOURS.purple];

/**
 * The figure: the parts side by side, in their order.
 * @throws Error when a part's `check` has another length than its gradients.
 */
export function gradientFigure(parts: readonly GradientPart[]): Figure {
  let first = 0;
  const dots: { x: number[]; y: number[] } = { x: [], y: [] };
  const bars = parts.map(({ name, gradients, check }, i): Partial<PlotData> => {
    const x = Array.from(gradients, (_, k) => first + k);
    if (check && check.length !== x.length)
      throw new Error(`${name} has ${x.length} gradients and ${check.length} to compare with; give one for each.`);
    if (check) {
      dots.x.push(...x);
      dots.y.push(...Array.from(check));
    }
    first += x.length;
    return {
      type: "bar",
      name: escapePlotly(shorten(name, 40)),
      x,
      y: Array.from(gradients),
      marker: { color: HUES[i % HUES.length] },
    };
  });
  const checks: Partial<PlotData> = {
    type: "scatter",
    mode: "markers",
    name: "by finite difference",
    ...dots,
    marker: { color: TEXT, size: 4 },
  };
  const layout: Figure["layout"] = {
    height: 340,
    bargap: 0.1,
    margin: { t: 76 }, // three rows of legend
    xaxis: { title: { text: "weight" }, range: [-1, first] },
    yaxis: { title: { text: "gradient" } },
  };
  return { data: dots.x.length > 0 ? [...bars, checks] : bars, layout };
}

/**
 * Shows the figure.
 * @example await showGradients([{ name: "decoder", gradients, check: slopes }])
 */
export async function showGradients(parts: readonly GradientPart[], options: ShowOptions = {}): Promise<void> {
  const { title, id } = options;
  const words = parts.map(({ name, gradients }) => {
    const largest = Array.from(gradients).reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    return `${shorten(name, 40)}: ${gradients.length}, the largest ${largest.toPrecision(2)}`;
  });
  const alt = options.alt ?? `Gradients, a bar for each weight. ${words.join("; ")}.`;
  await showPlot(gradientFigure(parts), { title, id, alt });
}
