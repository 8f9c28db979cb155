/** An LSTM's gates over a melody: the notes above, below them what a few units do at each, to be followed while it sounds. */
import type { Note } from "../../corpus";
import type { GateTrace } from "../../model";
import { drawingBundle, round, svgDocument, svgText } from "../jupyter/drawing";
import { show, type ShowOptions } from "../jupyter/output";
import { COLOURS, scaleColour } from "../house-style";
import { formatNumber } from "../number";
import { WIDGET_TYPE } from "../widgets/bins-data";
import { panelCells } from "../widgets/panel-cells";
import { type PlayerPanel, SHADES, shadeDigit } from "../widgets/player-data";
import { firstNotes, playerData, trackData } from "../widgets/player-widget";

/** The gates in the order of the picture, and what each does with a unit's memory. */
const GATES = [
  { gate: "i", says: "input gate", does: "writes" },
  { gate: "f", says: "forget gate", does: "keeps" },
  { gate: "o", says: "output gate", does: "shows" },
] as const;

const UNITS = 10;
const [WIDTH, LEFT, RIGHT] = [820, 112, 14];
const [ROLL_TOP, ROLL_HEIGHT, ROW, GAP] = [12, 84, 8, 14];
const rangeOf = (gate: readonly Float32Array[], unit: number): [low: number, high: number] => {
  const values = gate.map((units) => units[unit]);
  return [Math.min(...values), Math.max(...values)];
};

/** The unit whose gate moves most over the notes, and between which values. @throws Error when there is no note. */
export function liveliest(gate: readonly Float32Array[]): { unit: number; low: number; high: number } {
  if (gate.length === 0) throw new Error("A gate moves from note to note; give it at least one note to read.");
  const ranges = Array.from(gate[0], (_, unit) => rangeOf(gate, unit));
  const unit = ranges.reduce((best, [low, high], u) => (high - low > ranges[best][1] - ranges[best][0] ? u : best), 0);
  return { unit, low: ranges[unit][0], high: ranges[unit][1] };
}

/** The units that are drawn: those whose three gates move most in sum, by number. */
function drawnUnits(trace: GateTrace): number[] {
  const moves = Array.from(trace.f[0], (_, unit) =>
    GATES.reduce((sum, { gate }) => {
      const [low, high] = rangeOf(trace[gate], unit);
      return sum + high - low;
    }, 0),
  );
  const units = moves.map((_, unit) => unit).sort((a, b) => moves[b] - moves[a] || a - b);
  return units.slice(0, UNITS).sort((a, b) => a - b);
}

/** Where a time is drawn, in pixels; `end` in seconds is at the right. */
const timeScale =
  (end: number) =>
  (seconds: number): number =>
    round(LEFT + (seconds / end) * (WIDTH - LEFT - RIGHT));

function melody(notes: readonly Note[], x: (seconds: number) => number): string {
  const pitches = notes.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  const y = (pitch: number) =>
    round(ROLL_TOP + ROLL_HEIGHT - 8 - ((pitch - low) / Math.max(1, high - low)) * (ROLL_HEIGHT - 8));
  const bars = notes.map(({ pitch, start, end }) => `M${x(start)},${y(pitch)}H${round(x(end) - 1)}v6H${x(start)}z`);
  return `${svgText(0, ROLL_TOP + ROLL_HEIGHT / 2, "the melody")}<path d="${bars.join("")}" fill="${COLOURS.blue}"/>`;
}

/** What the colours mean. */
function legend(y: number): string {
  const cells = Array.from(
    { length: SHADES },
    (_, s) => `<rect x="${LEFT + 12 * s}" y="${y}" width="12" height="9" fill="${scaleColour((s + 0.5) / SHADES)}"/>`,
  );
  const right = LEFT + 12 * SHADES;
  return svgText(LEFT - 8, y + 9, "0: shut", "end") + cells.join("") + svgText(right + 8, y + 9, "1: open");
}

/** The gates of the units that are drawn, a row a unit. */
function panelsOf(trace: GateTrace): PlayerPanel[] {
  const units = drawnUnits(trace);
  return GATES.map(({ gate, says, does }) => ({
    name: `${says} (${does})`,
    low: "0: shut",
    high: "1: open",
    rows: units.map((unit) => trace[gate].map((values) => shadeDigit(values[unit])).join("")),
  }));
}

/**
 * The picture, and the same in words.
 * @param notes the melody from 0 s, each note following the one before
 * @param trace of a layer that has read these notes (`gatesOf`)
 * @throws Error when there are no notes, or not as many as the trace has.
 */
export function gateSvg(notes: readonly Note[], trace: GateTrace): { svg: string; alt: string } {
  if (notes.length === 0 || notes.length !== trace.f.length)
    throw new Error(
      `The gates of ${trace.f.length} notes do not fit ${notes.length} notes; give those the layer has read.`,
    );
  const end = notes[notes.length - 1].end;
  const x = timeScale(end);
  const edges = [...notes.map(({ start }) => x(start)), x(end)];
  const panels = panelsOf(trace);
  const units = panels[0].rows.length;
  const parts = [melody(notes, x)];
  let top = ROLL_TOP + ROLL_HEIGHT + GAP;
  GATES.forEach(({ says, does }, k) => {
    const height = units * ROW;
    parts.push(
      svgText(0, top + height / 2 - 2, says),
      svgText(0, top + height / 2 + 13, does, "start", 'font-size="11"'),
      ...panelCells(panels[k], edges, top, ROW).map(({ d, fill }) => `<path d="${d}" fill="${fill}"/>`),
    );
    top += height + GAP;
  });
  parts.push(legend(top));
  const words = GATES.map(({ gate, says }) => {
    const { unit, low, high } = liveliest(trace[gate]);
    return `${says}: the liveliest, of unit ${unit}, between ${formatNumber(low, 2)} and ${formatNumber(high, 2)}`;
  });
  const alt = `Gates of ${units} units over ${notes.length} notes, from 0 (shut) to 1 (open). ${words.join("; ")}.`;
  return { svg: svgDocument(WIDTH, top + 16, alt, parts.join("")), alt };
}

/**
 * Shows the gates below a piano roll that plays the melody: one cursor goes through both, so that one sees what the gates do
 * at the note that sounds. Where no script runs there is the picture alone.
 * @example await showGates(vocabulary.decode(prompt), gatesOf(model.encoderLayers[0], prompt))
 */
export async function showGates(notes: readonly Note[], trace: GateTrace, options: ShowOptions = {}): Promise<void> {
  const { svg, alt: words } = gateSvg(notes, trace);
  const { title, alt = words, id } = options;
  const track = trackData({ notes, title: "" }, firstNotes(notes, Infinity));
  const widget = playerData([{ ...track, panels: panelsOf(trace) }], false, { title, alt });
  show({ [WIDGET_TYPE]: widget, ...drawingBundle(svg, { title, alt }) }, id);
}
