/** "You are here": where a chapter stands on the way. */
import { COLOURS, INK, TEXT } from "../house-style";
import { escapeHtml } from "../jupyter/escape";
import { round, showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { readChapters, type Chapter } from "./chapters";

const STEP = 38;
const RADIUS = 13;
const WIDTH = 480;

/** A row of stations, the one of chapter `here` filled and named. @throws Error when there is no such chapter. */
export function placeSvg(chapters: readonly Chapter[], here: number): { svg: string; alt: string } {
  const at = chapters.findIndex(({ number }) => number === here);
  if (at < 0) throw new Error(`There is no chapter ${here}; there are ${chapters.map((c) => c.number).join(", ")}.`);
  const { title, minutes } = chapters[at];
  const x = (i: number): number => round(18 + i * Math.min(STEP, (WIDTH - 36) / Math.max(1, chapters.length - 1)));
  const y = 20;
  const stations = chapters.map(({ number }, i) => {
    const [fill, line] = i === at ? [COLOURS.orange, INK] : i < at ? ["#d9d9d9", "#8a8a8a"] : ["#f6f6f6", "#8a8a8a"];
    const weight = i === at ? ' font-weight="bold"' : "";
    return (
      `<circle cx="${x(i)}" cy="${y}" r="${RADIUS}" fill="${fill}" stroke="${line}"/>` +
      svgText(x(i), y + 4.5, String(number), "middle", `fill="${INK}" font-size="13"${weight}`)
    );
  });
  const words = `You are here: ${title}`;
  const time = `about ${minutes} minutes`;
  // Below its station, and away from the edge that it is near.
  const share = at / Math.max(1, chapters.length - 1);
  const [anchor, left]: [string, number] =
    share < 0.34 ? ["start", x(at) - RADIUS] : share > 0.66 ? ["end", x(at) + RADIUS] : ["middle", x(at)];
  const parts = [
    `<path d="M${x(0)},${y}H${x(chapters.length - 1)}" stroke="#8a8a8a" stroke-width="2"/>`,
    ...stations,
    `<text x="${round(left)}" y="56" text-anchor="${anchor}" font-size="14"><tspan font-weight="bold" fill="${TEXT}">${escapeHtml(words)}</tspan><tspan dx="12" font-size="13">${time}</tspan></text>`,
  ];
  const alt = `${words}, chapter ${here} of ${chapters[chapters.length - 1].number}; ${time} to read and run, exercises apart.`;
  return { svg: svgDocument(WIDTH, 64, alt, parts.join("")), alt };
}

/**
 * Shows where a chapter stands among the others, and how long it takes to read.
 * @example await showPlace(3)
 */
export async function showPlace(chapter: number, options: ShowOptions = {}): Promise<void> {
  const { svg, alt } = placeSvg(readChapters(), chapter);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
