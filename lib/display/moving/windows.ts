/** Windows sliding over a melody. */
import type { Windows } from "../../dataset";
import { COLOURS, INK } from "../house-style";
import { showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { Timeline } from "./timeline";

const CELL = { width: 30, height: 28 };
const LEFT = 74;

const cell = (x: number, y: number, text: string, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="${fill}" stroke="#8a8a8a"/>` +
  svgText(x + CELL.width / 2, y + 19, text, "middle", `fill="${INK}" font-size="13"`);

/** The first song of `windows`, and each of its windows below the notes that it covers; up to 8 of them. */
export function windowsSvg(windows: Windows): { svg: string; alt: string } {
  const [song] = windows.songs;
  const count = Math.min(8, windows.song.filter((s) => s === 0).length);
  const time = new Timeline(count, 1.4);
  const x = (note: number): number => LEFT + note * CELL.width;
  const y = (row: number): number => 58 + row * (CELL.height + 8);
  const melody = Array.from(song, (note, t) => cell(x(t), 10, String(note), "#f1f1f1"));
  const rows = Array.from({ length: count }, (_, w) => {
    const notes = Array.from(windows.encoder(w), (note, t) =>
      cell(x(windows.start[w] + t), y(w), String(note), "#bfe0f5"),
    );
    return `<g ${time.appear(w)}>${svgText(4, y(w) + 19, `window ${w}`, "start", 'font-size="13"')}${notes.join("")}</g>`;
  });
  const places = Array.from({ length: count }, (_, w) => [x(windows.start[w]) - x(windows.start[0]), 0] as const);
  const frame = `<rect x="${x(windows.start[0]) - 2}" y="7" width="${windows.timesteps * CELL.width + 4}" height="${CELL.height + 6}" rx="4" fill="none" stroke="${COLOURS.vermilion}" stroke-width="3" ${time.move(places)}/>`;
  const alt = `A melody of ${song.length} notes and its windows of ${windows.timesteps}, which begin at the notes ${Array.from(windows.start.slice(0, count)).join(", ")}, counted from 0.`;
  const body = [time.style(), svgText(4, 29, "melody", "start", 'font-size="13"'), ...melody, ...rows, frame];
  return { svg: svgDocument(x(song.length) + 6, y(count) + 4, alt, body.join("")), alt };
}

/**
 * Shows windows sliding over a melody, the first song of `windows`.
 * @example await showWindows(makeWindows([sequence], { timesteps: 4, stride: 2 }))
 */
export async function showWindows(windows: Windows, options: ShowOptions = {}): Promise<void> {
  const { svg, alt } = windowsSvg(windows);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
