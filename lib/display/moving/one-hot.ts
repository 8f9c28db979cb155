/** A melody becoming one-hot rows, note by note. */
import { COLOURS, INK, TEXT } from "../house-style";
import { showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { Timeline } from "./timeline";

const CELL = { width: 44, height: 26 };
const LEFT = 74;
const TOP = 44;

/**
 * The table of one-hot rows of `sequence`, columns named by `symbols`. A negative number, the start symbol, has a row of
 * zeros. @throws Error when a number has no column.
 */
export function oneHotSvg(sequence: ArrayLike<number>, symbols: readonly string[]): { svg: string; alt: string } {
  const notes = Array.from(sequence);
  const stranger = notes.find((note) => note >= symbols.length);
  if (stranger !== undefined) throw new Error(`${stranger} is not one of ${symbols.length} pseudo-notes.`);
  const time = new Timeline(notes.length);
  const x = (column: number): number => LEFT + column * CELL.width;
  const y = (row: number): number => TOP + row * CELL.height;
  const heads = symbols.map((name, column) => {
    const middle = x(column) + CELL.width / 2;
    return (
      svgText(middle, 16, String(column), "middle", 'font-size="13" font-weight="bold"') +
      svgText(middle, 34, name, "middle", 'font-size="11"')
    );
  });
  const rows = notes.map((note, row) => {
    const cells = symbols.map((_, column) => {
      const [middle, base] = [x(column) + CELL.width / 2, y(row) + 18];
      const box = (fill: string) =>
        `<rect x="${x(column)}" y="${y(row)}" width="${CELL.width}" height="${CELL.height}" fill="${fill}" stroke="#8a8a8a"/>`;
      const zero = box("#f1f1f1") + svgText(middle, base, "0", "middle", 'fill="#8a8a8a"');
      if (column !== note) return zero;
      const one = box(COLOURS.orange) + svgText(middle, base, "1", "middle", `fill="${INK}" font-weight="bold"`);
      return `${zero}<g ${time.appear(row)}>${one}</g>`;
    });
    const label = svgText(LEFT - 30, y(row) + 18, note < 0 ? "START" : String(note), "middle", 'font-size="14"');
    const width = symbols.length * CELL.width;
    const frame = `<rect x="${LEFT}" y="${y(row)}" width="${width}" height="${CELL.height}" fill="none" stroke="${COLOURS.vermilion}" stroke-width="3" ${time.during(row)}/>`;
    return cells.join("") + label + frame;
  });
  const words = notes.map((note) => (note < 0 ? "START" : note)).join(", ");
  const alt = `The notes ${words} as one-hot rows: each is a row of ${symbols.length} with a single 1 in the column of its number${notes.some((note) => note < 0) ? "; START has none" : ""}.`;
  const [width, height] = [x(symbols.length) + 6, y(notes.length) + 8];
  const title = svgText(4, 34, "note", "start", `fill="${TEXT}" font-size="11"`);
  return { svg: svgDocument(width, height, alt, time.style() + title + heads.join("") + rows.join("")), alt };
}

/**
 * Shows a melody becoming one-hot rows.
 * @example await showOneHot([1, 2, 3, 0], vocabulary.symbols)
 */
export async function showOneHot(
  sequence: ArrayLike<number>,
  symbols: readonly string[],
  options: ShowOptions = {},
): Promise<void> {
  const { svg, alt } = oneHotSvg(sequence, symbols);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
