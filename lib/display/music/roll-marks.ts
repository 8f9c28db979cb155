/** Marks in a picture of a piano roll: which notes were the prompt, copied or wrong, and where the piece loops. */
import type { Annotations, PlotData, Shape } from "plotly.js";
import type { Note } from "../../corpus";
import { escapePlotly, shorten } from "../jupyter/escape";
import { COLOURS, fade, TEXT } from "../house-style";

/** A shade behind the first `count` notes, which the model was given. `axis`: name of the roll's y axis. */
export function promptShapes(
  notes: readonly Note[],
  count: number,
  axis: string,
): { shape: Partial<Shape>; label: Partial<Annotations> } {
  const end = notes[Math.min(count, notes.length) - 1].end;
  const place = { xref: "x", yref: `${axis} domain` } as unknown as { xref: "x"; yref: "paper" };
  return {
    shape: {
      ...place,
      type: "rect",
      x0: 0,
      x1: end,
      y0: 0,
      y1: 1,
      fillcolor: fade(COLOURS.sky, 0.18),
      line: { width: 0 },
      layer: "below",
    },
    label: {
      ...place,
      x: 0,
      y: 1,
      xanchor: "left",
      yanchor: "top",
      text: "prompt",
      showarrow: false,
      font: { size: 11, color: TEXT },
    },
  };
}

/** A bracket over each turn of the loop, and how many notes it has. */
export function loopShapes(
  notes: readonly Note[],
  all: number,
  loop: { period: number; length: number },
  axis: string,
): { shapes: Partial<Shape>[]; label?: Partial<Annotations> } {
  const place = { xref: "x", yref: `${axis} domain` } as unknown as { xref: "x"; yref: "paper" };
  const line = { color: COLOURS.vermilion, width: 1.5 };
  const shapes: Partial<Shape>[] = [];
  const begin = all - loop.length;
  for (let turn = begin; turn < Math.min(all, notes.length); turn += loop.period) {
    const last = Math.min(turn + loop.period, notes.length) - 1;
    const [x0, x1] = [notes[turn].start, notes[last].end];
    shapes.push({ ...place, type: "line", x0, x1, y0: 0.03, y1: 0.03, line });
    for (const x of turn + loop.period <= notes.length ? [x0, x1] : [x0])
      shapes.push({ ...place, type: "line", x0: x, x1: x, y0: 0.03, y1: 0.09, line });
  }
  if (shapes.length === 0) return { shapes };
  const text = `loop of ${loop.period} ${loop.period === 1 ? "note" : "notes"}`;
  return {
    shapes,
    label: {
      ...place,
      x: notes[begin].start,
      y: 0.1,
      xanchor: "left",
      yanchor: "bottom",
      text,
      showarrow: false,
      font: { size: 11, color: COLOURS.vermilion },
    },
  };
}

/** A shade behind the notes that are copied from a song. */
export function copyShapes(
  notes: readonly Note[],
  { from, length, of = "" }: { from: number; length: number; of?: string },
  axis: string,
): { shape: Partial<Shape>; label: Partial<Annotations> } {
  const [x0, x1] = [notes[from].start, notes[Math.min(from + length, notes.length) - 1].end];
  const place = { xref: "x", yref: `${axis} domain` } as unknown as { xref: "x"; yref: "paper" };
  return {
    shape: {
      ...place,
      type: "rect",
      x0,
      x1,
      y0: 0,
      y1: 1,
      fillcolor: fade(COLOURS.orange, 0.2),
      line: { width: 0 },
      layer: "below",
    },
    label: {
      ...place,
      x: x0,
      y: 1,
      xanchor: "left",
      yanchor: "top",
      text: escapePlotly(copyWords(length, shorten(of, 40))),
      showarrow: false,
      font: { size: 11, color: TEXT },
    },
  };
}

const copyWords = (length: number, of: string): string =>
  `${length} ${length === 1 ? "note" : "notes"} as in ${of || "a song"}`;

/** A cross on each of the notes of these numbers; those beyond what is drawn have none. */
export function crossTrace(notes: readonly Note[], numbers: readonly number[], axis: string): Partial<PlotData> {
  const crossed = numbers.flatMap((number) => notes[number] ?? []);
  return {
    type: "scatter",
    mode: "markers",
    xaxis: "x",
    yaxis: axis as "y",
    showlegend: false,
    hoverinfo: "skip",
    x: crossed.map((note) => (note.start + note.end) / 2),
    y: crossed.map((note) => note.pitch),
    marker: { symbol: "x-thin", size: 9, line: { width: 2, color: TEXT } },
  };
}
