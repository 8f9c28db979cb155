/** The whole way in one picture: what each chapter makes, and for whom. */
import { INK, TEXT } from "../house-style";
import { arrow } from "../diagrams/diagram-parts";
import { round, showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import { escapeHtml, showable } from "../jupyter/escape";
import { show, type ShowOptions } from "../jupyter/output";
import { readChapters, type Chapter } from "./chapters";
import { ICONS } from "./way-icons";

const BOX = { width: 148, height: 112, gap: 18 };
const CHIP = { width: 231, height: 30, gap: 10 };
const COLUMNS = 3;
const WIDTH = COLUMNS * BOX.width + (COLUMNS - 1) * BOX.gap;

const corner = (i: number): [x: number, y: number] => [
  (i % COLUMNS) * (BOX.width + BOX.gap),
  4 + Math.floor(i / COLUMNS) * (BOX.height + BOX.gap + 4),
];

function station({ number, title }: Chapter, i: number): string {
  const [x, y] = corner(i);
  const { drawing, makes } = ICONS.get(number)!;
  return (
    `<rect x="${x + 0.5}" y="${y}" width="${BOX.width - 1}" height="${BOX.height}" rx="8" fill="#f6f6f6" stroke="#8a8a8a"/>` +
    svgText(
      x + BOX.width / 2,
      y + 20,
      `${number} · ${title}`,
      "middle",
      `fill="${INK}" font-size="13" font-weight="bold"`,
    ) +
    `<g transform="translate(${x + 10},${y + 32})">${drawing}</g>` +
    svgText(x + BOX.width / 2, y + 102, makes, "middle", `fill="${INK}" font-size="11"`)
  );
}

/** From a box to the next: to the right, or round to the beginning of the row below. */
function link(i: number): string {
  const [[x0, y0], [x1, y1]] = [corner(i), corner(i + 1)];
  const middle = y0 + BOX.height / 2;
  if (y0 === y1) return arrow(`M${x0 + BOX.width},${middle}H${x1 - 6}`, [x1, middle], "right");
  const [right, lane, left] = [x0 + BOX.width / 2, y0 + BOX.height + 9, x1 + BOX.width / 2];
  const head = `<path d="M${left},${y1}l-4,-8h8z" fill="${TEXT}"/>`;
  return `<path d="M${right},${y0 + BOX.height}V${lane}H${left}V${y1 - 6}" fill="none" stroke="${TEXT}" stroke-width="1.6"/>${head}`;
}

/** The chapters of the article as stations, joined; those beyond it as a list of names. */
export function waySvg(chapters: readonly Chapter[]): { svg: string; alt: string } {
  const main = chapters.filter(({ number }) => ICONS.has(number));
  const further = chapters.filter(({ number }) => number > 0 && !ICONS.has(number));
  const links = main.slice(1).map((_, i) => link(i));
  const [, bottom] = corner(Math.max(0, main.length - 1));
  const below = bottom + BOX.height + 30;
  const chips = further.map(({ number, title }, i) => {
    const x = (i % 2) * (WIDTH - CHIP.width);
    const y = below + 8 + Math.floor(i / 2) * (CHIP.height + CHIP.gap);
    return (
      `<rect x="${x + 0.5}" y="${y}" width="${CHIP.width - 1}" height="${CHIP.height}" rx="15" fill="#f6f6f6" stroke="#8a8a8a" stroke-dasharray="4 3"/>` +
      svgText(x + CHIP.width / 2, round(y + 20), `${number} · ${title}`, "middle", `fill="${INK}" font-size="13"`)
    );
  });
  const heading =
    further.length > 0 ? [svgText(0, below, "Beyond the article, in any order:", "start", 'font-size="13"')] : [];
  const rows = Math.ceil(further.length / 2);
  const height = further.length > 0 ? below + 8 + rows * (CHIP.height + CHIP.gap) : bottom + BOX.height + 6;
  const told = main.map(({ number, title }) => `${number} ${title} (${ICONS.get(number)!.makes})`).join("; ");
  const names = further.map(({ number, title }) => `${number} ${title}`).join(", ");
  const alt = `The way through the chapters: ${told}.${names ? ` Beyond the article: ${names}.` : ""}`;
  const body = [...links, ...main.map(station), ...heading, ...chips].join("");
  return { svg: svgDocument(WIDTH, height, alt, body), alt };
}

/** The chapters as links to their notebooks, with what each makes and how long it takes. */
export function wayList(chapters: readonly Chapter[]): { html: string; text: string } {
  const lines = chapters
    .filter(({ number }) => number > 0)
    .map(({ number, title, file, minutes }) => {
      const makes = ICONS.get(number)?.makes;
      return { name: `${number} · ${title}`, file, rest: `${makes ? `: ${makes}` : ""} (about ${minutes} minutes)` };
    });
  const item = ({ name, file, rest }: (typeof lines)[number]): string =>
    `<li style="list-style:none"><a href="${encodeURIComponent(file)}">${escapeHtml(name)}</a>${escapeHtml(rest)}</li>`;
  return {
    html: `<ul style="padding-left:0">${lines.map(item).join("")}</ul>`,
    text: lines.map(({ name, rest }) => showable(name + rest)).join("\n"),
  };
}

/**
 * Shows the whole way: the picture, and under it links to the chapters.
 * @example await showWay()
 */
export async function showWay(options: ShowOptions = {}): Promise<void> {
  const chapters = readChapters();
  const { svg, alt } = waySvg(chapters);
  const { html, text } = wayList(chapters);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
  show({ "text/html": html, "text/plain": text });
}
