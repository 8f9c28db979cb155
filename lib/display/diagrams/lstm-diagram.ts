/** Why a row lookup, one large product and one small product a step are the same LSTM: a picture. */
import { arrow, STATE } from "./diagram-parts";
import { round, showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { COLOURS, INK, TEXT } from "../house-style";

const BLUE = "#bfe0f5";
const YELLOW = "#f7dc9f";
const GREY = "#ececec";

const rect = (x: number, y: number, width: number, height: number, fill: string, extra = ""): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" stroke="#8a8a8a" ${extra}/>`;
const ink = (x: number, y: number, text: string, size = 12): string =>
  svgText(x, y, text, "middle", `fill="${INK}" font-size="${size}"`);

/** The textbook's way: at each timestep a one-hot row times the kernel, and the state times the recurrent kernel. */
function textbook(x: number, y: number): string {
  const parts: string[] = [];
  const step = 132;
  for (let t = 0; t < 3; t++) {
    const left = x + t * step;
    parts.push(
      rect(left, y + 118, 96, 22, GREY),
      ink(left + 48, y + 133, ["0 1 0 0 … 0", "0 0 0 1 … 0", "0 1 0 0 … 0"][t], 11),
      rect(left, y + 64, 96, 32, YELLOW, 'rx="4"'),
      ink(left + 48, y + 84, `x${sub(t + 1)} · K`),
      rect(left, y, 96, 40, BLUE, 'rx="4"'),
      ink(left + 48, y + 17, `gates of`),
      ink(left + 48, y + 33, `x${sub(t + 1)}·K + h${sub(t)}·R + b`, 11),
      arrow(`M${left + 48},${y + 118}V${y + 102}`, [left + 48, y + 96], "up"),
      arrow(`M${left + 48},${y + 64}V${y + 46}`, [left + 48, y + 40], "up"),
      arrow(`M${left + 96},${y + 20}h${step - 102}`, [left + step, y + 20], "right", { colour: STATE }),
      svgText(left + 114, y + 12, `h${sub(t + 1)}`, "middle", `fill="${STATE}"`),
    );
  }
  return parts.join("");
}

const sub = (n: number): string => "₀₁₂₃"[n];

/** This project's way: all timesteps' rows of the kernel at once; only the state's product is left to each step. */
function lookup(x: number, y: number): string {
  const parts: string[] = [];
  const [top, rowHeight] = [y + 122, 14];
  const chosen = [1, 3, 1];
  for (let row = 0; row < 6; row++)
    parts.push(rect(x, top + row * rowHeight, 92, rowHeight, chosen.includes(row) ? YELLOW : GREY));
  parts.push(svgText(x, top - 22, "K [V, 4U]: one"), svgText(x, top - 8, "row a pseudo-note"));
  const step = 104;
  const first = x + 116;
  for (let t = 0; t < 3; t++) {
    const left = first + t * step;
    const from = round(top + (chosen[t] + 0.5) * rowHeight);
    parts.push(
      arrow(`M${x + 92},${from}H${left + 30}a6,6 0 0 0 6,-6V${y + 102}`, [left + 36, y + 96], "up", {
        colour: COLOURS.orange,
      }),
      rect(left, y + 64, 72, 32, YELLOW, 'rx="4"'),
      ink(left + 36, y + 84, `row of x${sub(t + 1)}`, 11),
      rect(left, y, 72, 40, BLUE, 'rx="4"'),
      ink(left + 36, y + 17, "gates of", 11),
      ink(left + 36, y + 33, `row + h${sub(t)}·R`, 11),
      arrow(`M${left + 36},${y + 64}V${y + 46}`, [left + 36, y + 40], "up"),
      arrow(`M${left + 72},${y + 20}h${step - 78}`, [left + step, y + 20], "right", { colour: STATE }),
      svgText(left + 88, y + 12, `h${sub(t + 1)}`, "middle", `fill="${STATE}"`),
    );
  }
  return parts.join("");
}

/** The picture, and the same in words. */
export function lstmSvg(): { svg: string; alt: string } {
  const [width, height] = [880, 410];
  const head = 'font-size="14" font-weight="bold"';
  const body = [
    svgText(6, 18, "As written: step by step", "start", head),
    textbook(6, 56),
    svgText(6, 262, "A one-hot row times K picks one row of K:"),
    svgText(6, 279, "V − 1 of V products are with zero."),
    `<path d="M424,8V${height - 104}" stroke="#8a8a8a" stroke-opacity="0.5"/>`,
    svgText(446, 18, "As computed here: the same sums, fewer calls", "start", head),
    lookup(446, 56),
    svgText(574, 262, "All rows of a window, b added, come in one lookup;"),
    svgText(574, 279, "a step is left one product, h·R."),
    `<path d="M6,${height - 94}H${width - 6}" stroke="#8a8a8a" stroke-opacity="0.5"/>`,
    svgText(6, height - 70, "Higher layers", "start", head),
    svgText(
      150,
      height - 70,
      "Their inputs are vectors, all known before the layer starts: X·K for all T · B of them is one large product.",
    ),
    svgText(6, height - 44, "Backward", "start", head),
    svgText(
      150,
      height - 44,
      "dR = h₀ᵀ·dz₁ + h₁ᵀ·dz₂ + … is one product of all states and all gate gradients, [U, T·B] × [T·B, 4U];",
    ),
    svgText(
      150,
      height - 26,
      "dK of the first layer adds each dz to the row of its note (a scatter): the lookup's mirror image.",
    ),
    svgText(
      150,
      height - 6,
      "K [V, 4U] kernel, R [U, 4U] recurrent kernel, b bias, z the four gates' sums, U units, V pseudo-notes.",
      "start",
      `fill="${TEXT}" font-size="11"`,
    ),
  ].join("");
  const alt =
    "Two ways to compute one LSTM. As written, each timestep multiplies a one-hot row by the kernel K and " +
    "the last state h by the recurrent kernel R. " +
    "As computed here, the rows of K that the notes pick are looked up for the whole window at once, " +
    "and each step multiplies only h by R. " +
    "The sums are the same. For vectors the lookup is one large product; going backward, " +
    "all weight gradients are one product each, and a scatter for the looked-up rows.";
  return { svg: svgDocument(width, height, alt, body), alt };
}

/**
 * Shows the picture.
 * @example await showLstm()
 */
export async function showLstm(options: ShowOptions = {}): Promise<void> {
  const { svg, alt } = lstmSvg();
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
