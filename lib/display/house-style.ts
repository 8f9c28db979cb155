/** The look of every plot and diagram: colours that colour-blind people can tell apart, readable on white and on black. */

/** Okabe and Ito's palette ("Color Universal Design", 2008), the darkest and the yellow left out: they fail on black or on white. */
export const COLOURS = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermilion: "#D55E00",
  purple: "#CC79A7",
  sky: "#56B4E9",
} as const;

/** A grey with the same contrast (4.3 : 1) to white and to JupyterLab's dark background. */
export const TEXT = "#7a7a7a";

/** Text on light boxes, which read on both. */
export const INK = "#1a1a1a";

/**
 * Plotly's buttons. The active one and the one under the mouse get a nearly white box from Plotly itself, whatever the
 * theme, so the others have a light box too, greyer, and all have dark text.
 */
export const BUTTON = { bgcolor: "#a9afb5", bordercolor: "#8a8a8a", font: { size: 12, color: INK } } as const;

/** Lines that should stay in the background on both. */
export const GRID = "rgba(128,128,128,0.25)";

/** Names without spaces: Plotly's SVG writer breaks on quoted ones. */
export const FONT = "Helvetica,Arial,sans-serif";

/**
 * Colours for a quantity from low to high: violet over red to yellow, as matplotlib's "plasma", which the colour-blind
 * can order by lightness; both ends are cut so that the lowest shows on black and the highest on white.
 */
export const SCALE: [number, string][] = [
  [0, "#6a45cc"],
  [0.25, "#a83fab"],
  [0.5, "#d4587a"],
  [0.75, "#ec8540"],
  [1, "#e3b422"],
];

/** The colour of `value` (0-1) on `SCALE`, as `#rrggbb`. */
export function scaleColour(value: number): string {
  const v = Math.min(1, Math.max(0, value));
  const i = Math.min(SCALE.length - 2, Math.floor(v * (SCALE.length - 1)));
  const [[v0, c0], [v1, c1]] = [SCALE[i], SCALE[i + 1]];
  const channel = (hex: string, k: number): number => parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mix = (k: number): number =>
    Math.round(channel(c0, k) + ((v - v0) / (v1 - v0)) * (channel(c1, k) - channel(c0, k)));
  return `#${[0, 1, 2].map((k) => mix(k).toString(16).padStart(2, "0")).join("")}`;
}

/** `#rrggbb` with an opacity of 0-1, as `rgba(…)`. */
export function fade(hex: string, opacity: number): string {
  return `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${opacity})`;
}
