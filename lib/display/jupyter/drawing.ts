/** Drawings made by hand as SVG: diagrams and small charts. */
import { escapeHtml, showable } from "./escape";
import { FONT, TEXT } from "../house-style";
import { type MimeBundle, show, type ShowOptions } from "./output";

/** An SVG document of a given size around `body`, with a name for screen readers. */
export function svgDocument(width: number, height: number, alt: string, body: string): string {
  const name = escapeHtml(alt);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `role="img" aria-label="${name}" font-family="${FONT}" font-size="12" fill="${TEXT}">` +
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
 * A drawing as HTML, for a place that is HTML already. It is an image, not inline SVG, because JupyterLab takes inline SVG
 * out of notebooks that it does not trust.
 */
export function drawingHtml(svg: string, alt: string): string {
  return `<img alt="${escapeHtml(alt)}" style="max-width:100%" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

const TITLE_ROOM = 24;

/** `svg` under a name for screen readers, and a title above it where there is one. It shrinks with the page. */
function framed(svg: string, alt: string, title?: string): string {
  const size = (name: string): number => Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0);
  const room = title === undefined ? 0 : TITLE_ROOM;
  const heading = title === undefined ? "" : svgText(0, 15, title, "start", `font-weight="bold" font-size="14"`);
  const unnamed = svg.replace(/ role="img" aria-label="[^"]*"/, "").replace(/<title>[^<]*<\/title>/, "");
  const body = heading + unnamed.replace("<svg", `<svg y="${room}"`);
  const whole = svgDocument(size("width") || 300, (size("height") || 150) + room, alt, body);
  return whole.replace("<svg", `<svg style="max-width:100%;height:auto"`);
}

/**
 * Shows a drawing; `alt` says in words what it shows. It goes out as SVG, which GitHub shows; pictures as base64 in HTML
 * it drops. JupyterLab shows SVG in notebooks that it trusts; in others our extension draws it as an image.
 */
export async function showDrawing(svg: string, options: ShowOptions & { alt: string }): Promise<void> {
  show(drawingBundle(svg, options), options.id);
}

/** A drawing in the forms in which it goes out. */
export function drawingBundle(svg: string, { title, alt }: { title?: string; alt: string }): MimeBundle {
  const words = [title, alt].filter((text) => text !== undefined).join("\n");
  return { "image/svg+xml": framed(svg, alt, title), "text/plain": showable(words) };
}
