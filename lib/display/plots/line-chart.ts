/** A small line chart as SVG, quick enough to be redrawn while the model trains. */
import { round, svgText } from "../jupyter/drawing";
import { GRID } from "../house-style";
import { textWidth } from "../text-size";

export interface Series {
  name: string;
  colour: string;
  dashed?: boolean;
  points: readonly { x: number; y: number }[];
}

export interface ChartOptions {
  x: number;
  y: number;
  width: number;
  height: number;
  title: string;
  /** Greatest x, so that the axis does not jump while points come in. */
  maxX: number;
  /** Range of y; from 0 to the greatest value by default. */
  maxY?: number;
}

/** Round numbers from 0 to at least `most`, about four of them. */
function ticks(most: number): number[] {
  const rough = Math.max(most, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

/** The chart as SVG elements, its corner at (x, y). The x axis counts epochs from 0. */
export function lineChart(series: readonly Series[], { x, y, width, height, title, maxX, maxY }: ChartOptions): string {
  const [left, right, top, bottom] = [x + 38, x + width - 8, y + 26, y + height - 22];
  const most = maxY ?? series.reduce((m, s) => s.points.reduce((n, p) => Math.max(n, p.y), m), 0);
  const marks = ticks(most || 1);
  const high = marks[marks.length - 1];
  const px = (value: number): number => round(left + (value / Math.max(1, maxX)) * (right - left));
  const py = (value: number): number => round(bottom - (value / high) * (bottom - top));
  const parts = [svgText(x, y + 14, title, "start", 'font-weight="bold"')];
  for (const mark of marks) {
    parts.push(
      `<path d="M${left},${py(mark)}H${right}" stroke="${GRID}"/>`,
      svgText(left - 5, py(mark) + 4, String(mark), "end", 'font-size="10"'),
    );
  }
  for (const mark of ticks(maxX).filter((m) => m <= maxX && Number.isInteger(m)))
    parts.push(svgText(px(mark), bottom + 15, String(mark), "middle", 'font-size="10"'));
  let key = right;
  for (const { name, colour, dashed, points } of [...series].reverse()) {
    const finite = points.filter((point) => Number.isFinite(point.y));
    const dash = dashed ? ' stroke-dasharray="5 3"' : "";
    if (finite.length > 0)
      parts.push(
        `<path d="M${finite.map((p) => `${px(p.x)},${py(p.y)}`).join("L")}" fill="none" stroke="${colour}" stroke-width="1.8"${dash}/>`,
      );
    if (finite.length === 1)
      parts.push(`<circle cx="${px(finite[0].x)}" cy="${py(finite[0].y)}" r="2.5" fill="${colour}"/>`);
    parts.push(svgText(key, y + 14, name, "end", 'font-size="11"'));
    key -= textWidth(name, 11) + 6;
    parts.push(`<path d="M${key - 20},${y + 10}h20" stroke="${colour}" stroke-width="2"${dash}/>`);
    key -= 34;
  }
  return parts.join("");
}
