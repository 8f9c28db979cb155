/** What each chapter makes, as a small drawing of 128 × 48, its corner at the origin. */
import { COLOURS, fade, INK } from "../house-style";
import { arrow, STATE } from "../diagrams/diagram-parts";
import { round, svgText } from "../jupyter/drawing";

const GREY = "#c9c9c9";
const bar = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`;

/** Pitches of Frère Jacques, in steps of its scale. */
const TUNE = [0, 1, 2, 0, 0, 1, 2, 0, 2, 3, 4];
const roll = (from: number, to: number, fill: string): string =>
  TUNE.slice(from, to)
    .map((step, i) => bar(4 + (from + i) * 11, 40 - step * 9, 10, 6, fill))
    .join("");

/** Three tracks, of which one is the melody. */
const tracks = [
  ...[0, 1, 2, 3].map((i) => bar(2 + i * 32, 40, 28, 5, GREY)),
  ...Array.from({ length: 16 }, (_, i) => bar(2 + i * 8, 2, 3, 5, GREY)),
  ...[0, 1, 2, 0, 0, 1, 2, 0].map((step, i) => bar(2 + i * 16, 28 - step * 7, 14, 5, COLOURS.blue)),
].join("");

/** A distribution, cut at three edges. */
const histogram = [4, 14, 30, 22, 40, 36, 18, 12, 8, 5, 3]
  .map((height, i) => bar(4 + i * 11, 46 - height, 10, height, COLOURS.sky))
  .concat([25.5, 58.5, 80.5].map((x) => `<path d="M${x},0V48" stroke="${COLOURS.vermilion}" stroke-width="2"/>`))
  .join("");

/** Notes as numbers. */
const numbers = [1, 2, 3, 0, 1, 2, 3, 0]
  .map((note, i) => {
    const x = 1 + i * 16;
    return (
      `<rect x="${x}" y="14" width="15" height="22" fill="${fade(COLOURS.sky, 0.2 + 0.2 * note)}" stroke="#8a8a8a"/>` +
      svgText(x + 7.5, 30, String(note), "middle", `fill="${INK}" font-size="13"`)
    );
  })
  .join("");

const half = (x: number, name: string): string =>
  `<rect x="${x}" y="6" width="50" height="36" rx="6" fill="#bfe0f5" stroke="#8a8a8a"/>` +
  svgText(x + 25, 28, name, "middle", `fill="${INK}" font-size="11"`);
/** Encoder and decoder. */
const network = half(0, "reads") + arrow("M50,24H72", [78, 24], "right", { colour: STATE }) + half(78, "writes");

/** The loss goes down. */
const curve = `<path d="M4,2V46H126" fill="none" stroke="#8a8a8a"/><path d="M6,6C22,34 46,38 122,42" fill="none" stroke="${COLOURS.blue}" stroke-width="2.5"/><path d="M6,8C26,26 60,30 122,24" fill="none" stroke="${COLOURS.orange}" stroke-width="2.5"/>`;

/** A given beginning, and what was composed. */
const music = roll(0, 5, GREY) + roll(5, 11, COLOURS.green);

/** Figures with their intervals. */
const figures = [30, 18, 24, 40]
  .map((height, i) => {
    const x = 10 + i * 30;
    const fill = i === 3 ? COLOURS.orange : COLOURS.sky;
    return `${bar(x, 46 - height, 20, height, fill)}<path d="M${x + 10},${40 - height}v12m-4,0h8m-8,-12h8" stroke="#555" fill="none"/>`;
  })
  .join("");

/** By number of the chapter: its drawing, and what it makes in a few words. */
export const ICONS: ReadonlyMap<number, { drawing: string; makes: string }> = new Map([
  [1, { drawing: tracks, makes: "songs → melodies" }],
  [2, { drawing: histogram, makes: "numbers → a few choices" }],
  [3, { drawing: numbers, makes: "note → number" }],
  [4, { drawing: network, makes: "one reads, one writes" }],
  [5, { drawing: curve, makes: "… and learns from songs" }],
  [6, { drawing: music, makes: "it plays on: music" }],
  [7, { drawing: figures, makes: "new, or copied?" }],
]);
