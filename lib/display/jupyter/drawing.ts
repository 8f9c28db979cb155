/** Drawings made by hand as SVG: diagrams and small charts. */
import { escapeHtml, showable } from "./escape";
import { FONT, TEXT } from "../house-style";
import { show, type ShowOptions } from "./output";

/** An SVG document of a given size around `body`, with a name for screen readers. */
export function svgDocument(width: number, height: number, alt: string, body: string): string {
  const name = escapeHtml(alt);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}" font-family="${FONT}" font-size="12" fill="${TEXT}">` +
    `<title>${name}</title>${body}</svg>`
  );
}

/** A text element. `anchor` as in SVG; `extra` are further attributes. */
export function svgText(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  extra = "",
): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${extra ? ` ${extra}` : ""}>${escapeHtml(text)}</text>`;
}

/** A coordinate in tenths of a pixel. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * A drawing as HTML. It is an image, not inline SVG, because JupyterLab takes inline SVG out of notebooks that it does not
 * trust; images it leaves.
 */
export function drawingHtml(svg: string, alt: string): string {
  return `<img alt="${escapeHtml(alt)}" style="max-width:100%" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

/** Shows a drawing; `alt` says in words what it shows. */
export async function showDrawing(svg: string, options: ShowOptions & { alt: string }): Promise<void> {
  const { title, alt, id } = options;
  const heading = title === undefined ? "" : `<div style="font-weight:bold">${escapeHtml(title)}</div>`;
  const words = [title, alt].filter((text) => text !== undefined).join("\n");
  show({ "text/html": heading + drawingHtml(svg, alt), "text/plain": showable(words) }, id);
}
