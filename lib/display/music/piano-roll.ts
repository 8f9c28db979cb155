/** Melodies as piano rolls: pitch names upward, seconds to the right, velocity as colour; one above the other on the same axes. */
import type { Annotations, PlotData, Shape } from "plotly.js";
import { type Note, pitchName } from "../../corpus";
import { escapePlotly, shorten } from "../jupyter/escape";
import { GRID, SCALE, scaleColour, TEXT } from "../house-style";
import type { Marks } from "./marks";
import { copyShapes, crossTrace, loopShapes, promptShapes } from "./roll-marks";
import { type Figure, plotBundle, withTitle } from "../plots/plot";
import { show, type ShowOptions } from "../jupyter/output";
import { WIDGET_TYPE } from "../widgets/bins-data";
import { firstNotes, playerData, trackData } from "../widgets/player-widget";

/** One melody of the picture. */
export interface Roll extends Marks {
  notes: readonly Note[];
  title: string;
}

export interface RollOptions extends ShowOptions {
  /** At most this many seconds from the first note on; default 20. */
  seconds?: number;
  /** At most this many notes a roll; default 300. */
  limit?: number;
}

/** Velocity is drawn in this many shades. */
const SHADES = 8;
const MAX_VELOCITY = 127;

/** The notes that are drawn. */
const visible = (notes: readonly Note[], { seconds = 20, limit = 300 }: RollOptions): Note[] =>
  firstNotes(notes, seconds, limit);

/** One trace for each shade of velocity that occurs: every note a line, gaps between. */
function noteTraces(notes: readonly Note[], axis: string, width: number): Partial<PlotData>[] {
  const shade = (note: Note): number => Math.min(SHADES - 1, Math.floor((note.velocity / (MAX_VELOCITY + 1)) * SHADES));
  return [...new Set(notes.map(shade))]
    .sort((a, b) => a - b)
    .map((s) => {
      const own = notes.filter((note) => shade(note) === s);
      return {
        type: "scatter",
        mode: "lines",
        xaxis: "x",
        yaxis: axis as "y",
        showlegend: false,
        connectgaps: false,
        x: own.flatMap((note) => [note.start, note.end, null]),
        y: own.flatMap((note) => [note.pitch, note.pitch, null]),
        text: own.flatMap((note) => [`${pitchName(note.pitch)}, velocity ${note.velocity}`, "", ""]),
        hovertemplate: "%{text}, at %{x:.2f} s<extra></extra>",
        line: { color: scaleColour((s + 0.5) / SHADES), width },
      };
    });
}

/** Tick marks: all pitches where few are used, else the Cs, or the Cs and Gs. */
function pitchTicks(low: number, high: number): number[] {
  const pitches = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  if (pitches.length <= 9) return pitches;
  return pitches.filter((pitch) => pitch % 12 === 0 || (pitches.length <= 30 && pitch % 12 === 7));
}

/**
 * The figure of one or more rolls, first on top.
 * @throws when there is no roll, or a roll has no notes.
 */
export function pianoRollFigure(rolls: readonly Roll[], options: RollOptions = {}): Figure {
  if (rolls.length === 0 || rolls.some((roll) => roll.notes.length === 0))
    throw new Error("a piano roll needs notes; give at least one note for each melody");
  const drawn = rolls.map((roll) => visible(roll.notes, options));
  // All have the same pitches up the side, so that they can be compared.
  const pitches = drawn.flatMap((notes) => notes.map((note) => note.pitch));
  // Room for the word "prompt" above and the loop's brackets below.
  const low = Math.min(...pitches) - (rolls.some((roll) => roll.loop) ? 4 : 1);
  const high = Math.max(...pitches) + (rolls.some((roll) => roll.prompt || roll.copy) ? 3 : 1);
  const ticks = pitchTicks(low, high);
  const height = Math.min(240, Math.max(110, 9 * (high - low)));
  const gap = 30;
  const inner = height * rolls.length + gap * (rolls.length - 1);
  const data: Partial<PlotData>[] = [];
  const layout: Record<string, unknown> = {
    height: inner + 34 + 46,
    margin: { l: 50, r: 20, t: 34, b: 46 },
    showlegend: false,
    hovermode: "closest",
  };
  const shapes: Partial<Shape>[] = [];
  const annotations: Partial<Annotations>[] = [];
  let top = inner;
  rolls.forEach((roll, i) => {
    const axis = i === 0 ? "y" : `y${i + 1}`;
    layout[i === 0 ? "yaxis" : `yaxis${i + 1}`] = {
      domain: [(top - height) / inner, top / inner],
      range: [low - 0.5, high + 0.5],
      anchor: "x",
      automargin: false,
      tickmode: "array",
      tickvals: ticks,
      ticktext: ticks.map(pitchName),
      title: { text: i === 0 ? "pitch" : "" },
      fixedrange: true,
    };
    data.push(...noteTraces(drawn[i], axis, Math.min(10, (0.8 * height) / (high - low + 1))));
    annotations.push({
      xref: "paper",
      yref: "paper",
      x: 0,
      y: top / inner,
      xanchor: "left",
      yanchor: "bottom",
      showarrow: false,
      text: escapePlotly(shorten(roll.title, 90)),
      font: { size: 13, color: TEXT },
    });
    if (roll.crosses) data.push(crossTrace(drawn[i], roll.crosses, axis));
    if (roll.prompt) {
      const { shape, label } = promptShapes(drawn[i], roll.prompt, axis);
      shapes.push(shape);
      annotations.push(label);
    }
    if (roll.loop) {
      const { shapes: brackets, label } = loopShapes(drawn[i], roll.notes.length, roll.loop, axis);
      shapes.push(...brackets);
      if (label) annotations.push(label);
    }
    if (roll.copy && roll.copy.length > 0 && roll.copy.from < drawn[i].length) {
      const { shape, label } = copyShapes(drawn[i], roll.copy, axis);
      shapes.push(shape);
      annotations.push(label);
    }
    top -= height + gap;
  });
  // A trace without points, for the colour bar.
  data.push({
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    showlegend: false,
    hoverinfo: "skip",
    marker: {
      color: [1],
      cmin: 1,
      cmax: MAX_VELOCITY,
      colorscale: SCALE,
      showscale: true,
      colorbar: {
        title: { text: "velocity", side: "right" },
        thickness: 10,
        outlinewidth: 0,
        tickvals: [1, 32, 64, 96, 127],
      } as object,
    },
  });
  const end = Math.max(...drawn.flatMap((notes) => notes.map((note) => note.end)));
  layout.xaxis = {
    title: { text: "time (s)" },
    range: [-0.01 * end, 1.01 * end],
    anchor: rolls.length === 1 ? "y" : `y${rolls.length}`,
    showgrid: true,
    gridcolor: GRID,
  };
  return { data, layout: { ...layout, shapes, annotations } };
}

/**
 * Shows melodies as piano rolls, one above the other, that can be played, zoomed and gone through; a picture of them
 * where no script runs. `showSounds` below it in the same cell gives them its sound.
 * @example await showPianoRoll([{ notes: melody.notes, title: "as played" }, { notes: decoded, title: "decoded" }])
 * @example await showPianoRoll([{ notes: generated, title: "epoch 40", prompt: 32, loop: finalLoop(indices) }])
 */
export async function showPianoRoll(rolls: readonly Roll[], options: RollOptions = {}): Promise<void> {
  const figure = pianoRollFigure(rolls, options);
  const { title, id } = options;
  const words = rolls.map((roll) => `${shorten(roll.title, 90)}: ${roll.notes.length} notes`).join("; ");
  const alt = options.alt ?? `Piano roll, pitch over time. ${words}.`;
  const tracks = rolls.map((roll) => trackData(roll, visible(roll.notes, options)));
  const picture = await plotBundle(title === undefined ? figure : withTitle(figure, title), alt);
  show(
    {
      [WIDGET_TYPE]: playerData(tracks, false, { title, alt }),
      "image/svg+xml": picture["image/svg+xml"],
      "text/plain": picture["text/plain"],
    },
    id,
  );
}
