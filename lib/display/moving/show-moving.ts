/** Shows a drawing that moves to those who did not ask for less motion, and the same drawing still to all others. */
import { drawingHtml } from "../jupyter/drawing";
import { escapeHtml, showable } from "../jupyter/escape";
import { show, type ShowOptions } from "../jupyter/output";

/** The drawing without its movement. */
export const still = (svg: string): string => svg.replace(/<style>.*?<\/style>/s, "");

/**
 * Two images, of which the page chooses: what a reader has asked for does not reach into an image. JupyterLab, where it does
 * not trust a notebook, and whoever else does not know the first, show the second.
 */
export function movingHtml(svg: string, alt: string): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return `<picture><source media="(prefers-reduced-motion: no-preference)" type="image/svg+xml" srcset="${source}">${drawingHtml(still(svg), alt)}</picture>`;
}

/** Shows a drawing whose style element moves it. */
export async function showMoving(svg: string, { title, alt, id }: ShowOptions & { alt: string }): Promise<void> {
  const heading = title === undefined ? "" : `<div style="font-weight:bold">${escapeHtml(title)}</div>`;
  const words = [title, alt].filter((text) => text !== undefined).join("\n");
  show({ "text/html": `<div>${heading}${movingHtml(svg, alt)}</div>`, "text/plain": showable(words) }, id);
}
