/** The pieces that model diagrams are drawn of: boxes, arrows, labels. */
import { round, svgText } from "../jupyter/drawing";
import { shorten } from "../jupyter/escape";
import type { Placed } from "./diagram-layout";
import { COLOURS, INK, TEXT } from "../house-style";
import type { GraphNode } from "./model-graph";
import { textWidth } from "../text-size";

/** Box colours by what the layer does. */
function fill({ kind, input }: GraphNode): string {
  if (input) return "#f1f1f1";
  if (/lstm|gru|rnn/i.test(kind)) return "#bfe0f5";
  if (/dropout/i.test(kind)) return "#e2e2e2";
  if (/dense|logits|softmax|activation/i.test(kind)) return "#f7dc9f";
  return "#e8e4f0";
}

/** A layer's box: name, class, shape of its output, number of weights. */
export function box({ node, x, y, width, height }: Placed): string {
  const full = `${node.name} (${node.kind})`;
  // Bold letters are about a tenth wider.
  const title = !node.input && 1.1 * textWidth(full, 12) < width - 8 ? full : shorten(node.name, 24);
  const weights = node.parameters > 0 ? ` · ${node.parameters.toLocaleString("en-US")} weights` : "";
  return (
    `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" ` +
    `rx="${node.input ? height / 2 : 6}" fill="${fill(node)}" stroke="#8a8a8a"/>` +
    svgText(x + width / 2, y + 19, title, "middle", `fill="${INK}" font-weight="bold"`) +
    svgText(x + width / 2, y + 36, `${node.outputs[0]}${weights}`, "middle", `fill="${INK}" font-size="11"`)
  );
}

export interface ArrowStyle {
  colour?: string;
  dashed?: boolean;
}

/** An arrow along an SVG path. Arrow heads are drawn, not markers, so that several drawings can share a page. */
export function arrow(
  path: string,
  tip: [number, number],
  heading: "up" | "right" | "left",
  { colour = TEXT, dashed = false }: ArrowStyle = {},
): string {
  const [x, y] = tip.map(round);
  const head = { up: `M${x},${y}l-4,8h8z`, right: `M${x},${y}l-8,-4v8z`, left: `M${x},${y}l8,-4v8z` }[heading];
  const dashes = dashed ? ' stroke-dasharray="5 3"' : "";
  const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"${dashes}/>`;
  return `${line}<path d="${head}" fill="${colour}"/>`;
}

/** From the top of a box up to the bottom of another. */
export function upArrow(from: Placed, to: Placed): string {
  const [x0, y0, x1, y1] = [from.x + from.width / 2, from.y, to.x + to.width / 2, to.y + to.height];
  return arrow(`M${round(x0)},${round(y0)}L${round(x1)},${round(y1 + 6)}`, [x1, y1], "up");
}

/** From the right side of a box to the left side of another, `level` (0-1) of the way down them. */
export function acrossArrow(from: Placed, to: Placed, style: ArrowStyle, level = 0.5): string {
  const [x0, y0, x1, y1] = [from.x + from.width, from.y + level * from.height, to.x, to.y + level * to.height];
  const middle = (x0 + x1) / 2;
  return arrow(
    `M${round(x0)},${round(y0)}C${round(middle)},${round(y0)} ${round(middle)},${round(y1)} ${round(x1 - 6)},${round(y1)}`,
    [x1, y1],
    "right",
    style,
  );
}

/** From the right side of a box round to its lower right: what a step hands to the next. */
export function loopArrow({ x, y, width, height }: Placed, style: ArrowStyle): string {
  const right = x + width;
  return arrow(
    `M${right},${round(y + 10)}h16a6,6 0 0 1 6,6v${height - 32}a6,6 0 0 1 -6,6h-10`,
    [right, y + height - 10],
    "left",
    style,
  );
}

export const STATE = COLOURS.vermilion;
export const FEEDBACK = COLOURS.green;
