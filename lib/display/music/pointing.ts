/** Where a model that points back looked as it predicted each note: arcs under a piano roll, and how far it relied on them. */
import { type Note, pitchName } from "../../corpus";
import { COLOURS, fade, GRID } from "../house-style";
import { round, showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { PLOT_WIDTH } from "../plots/plot";

export interface Pointing {
  notes: readonly Note[];
  /**
   * [T, 1 + T] in row order, T the number of notes: row t is how much the model trusted itself as it predicted note t, then
   * how much it counted on notes 0, 1, …
   */
  weights: ArrayLike<number>;
}

export interface PointingOptions extends ShowOptions {
  /** Notes that are drawn, from the first; default 64. */
  limit?: number;
}

/** Weights below are not drawn. */
const LEAST = 0.1;

const [LEFT, RIGHT, TOP, SHARE, ROLL, ARCS] = [46, 12, 22, 40, 150, 130];

/**
 * The picture as SVG. Above: for each note the share that came from pointing. In the middle the notes. Below: an arc from each
 * note to the earlier ones that the model counted on, as strong as it did so; green where they are the note that came.
 * @throws Error when the weights are not those of the notes.
 */
export function pointingSvg({ notes, weights }: Pointing, { limit = 64, alt = "" }: PointingOptions = {}): string {
  const all = notes.length;
  if (weights.length !== all * (1 + all)) {
    throw new Error(`${weights.length} weights for ${all} notes; give T × (1 + T), as pointsAt does.`);
  }
  const drawn = notes.slice(0, limit);
  const end = Math.max(...drawn.map((note) => note.end));
  const x = (seconds: number) => LEFT + (seconds / end) * (PLOT_WIDTH - LEFT - RIGHT);
  const middle = (t: number) => x((drawn[t].start + drawn[t].end) / 2);
  const pitches = drawn.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches) - 1, Math.max(...pitches) + 1];
  const rollTop = TOP + SHARE + 14;
  const step = ROLL / (high - low);
  const y = (pitch: number) => rollTop + (high - pitch) * step;
  const floor = rollTop + ROLL + 6;
  const parts = [svgText(LEFT, 14, "share that came from pointing", "start", 'font-size="11"')];
  for (const pitch of pitches.filter((p, i) => p % 12 === 0 && pitches.indexOf(p) === i)) {
    parts.push(`<path d="M${LEFT},${round(y(pitch))}H${PLOT_WIDTH - RIGHT}" stroke="${GRID}"/>`);
    parts.push(svgText(LEFT - 6, y(pitch) + 4, pitchName(pitch), "end", 'font-size="10"'));
  }
  drawn.forEach((note, t) => {
    const [from, to] = [x(note.start), x(note.end)];
    const width = Math.max(1, to - from - 1);
    const tall = SHARE * (1 - weights[t * (1 + all)]);
    parts.push(
      bar(from, TOP + SHARE - tall, width, tall, COLOURS.orange),
      bar(from, y(note.pitch) - step * 0.4, width, Math.max(3, step * 0.8), COLOURS.blue),
    );
    for (let k = 0; k < t; k++) {
      const weight = weights[t * (1 + all) + 1 + k];
      if (weight < LEAST) continue;
      const deep = Math.min(ARCS, 16 + ((middle(t) - middle(k)) / (PLOT_WIDTH - LEFT - RIGHT)) * 2 * ARCS);
      const colour = same(drawn[k], note) ? COLOURS.green : COLOURS.vermilion;
      const [a, b] = [middle(k), middle(t)].map(round);
      const control = round(floor + deep * 1.3);
      parts.push(
        `<path d="M${a},${floor}C${a},${control} ${b},${control} ${b},${floor}" fill="none" stroke="${fade(colour, Math.min(1, weight))}" stroke-width="${round(0.6 + 1.8 * weight)}"/>`,
      );
    }
  });
  return svgDocument(PLOT_WIDTH, floor + ARCS + 10, alt, parts.join(""));
}

function bar(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="1" fill="${colour}"/>`;
}

const length = (note: Note) => Math.round((note.end - note.start) * 1000);
const same = (a: Note, b: Note): boolean => a.pitch === b.pitch && length(a) === length(b);

/**
 * Shows {@link pointingSvg}.
 * @example await showPointing({ notes: vocabulary.decode(tune), weights: model.pointsAt(tune) }, { title: "…" })
 */
export async function showPointing(pointing: Pointing, options: PointingOptions = {}): Promise<void> {
  const { notes, weights } = pointing;
  const T = notes.length;
  const own = notes.map((_, t) => weights[t * (1 + T)]);
  const share = Math.round((100 * own.reduce((sum, weight) => sum + 1 - weight, 0)) / T);
  const alt = options.alt ?? `Piano roll of ${T} notes with arcs to earlier ones; ${share} % came from pointing.`;
  await showDrawing(pointingSvg(pointing, { ...options, alt }), { ...options, alt });
}
