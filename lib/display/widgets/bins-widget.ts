/** The bin explorer: a widget in JupyterLab and on pages, a picture of the bins at first everywhere else. */
import { commonQuarter, type Melody } from "../../corpus";
import {
  ARTICLE,
  type ArticleFeatureName as Feature,
  type BinChoice,
  type BinChoices,
  type BinMethod,
  costOfCounts,
  countEnough,
  enoughMelodies,
  featureOf,
  fitFeature,
  MAX_BINS,
  METHODS,
  type NoteCounts,
} from "../../encoding";
import { showable } from "../jupyter/escape";
import { type MimeBundle, show, type ShowOptions } from "../jupyter/output";
import { type BinOrigin, type BinsData, WIDGET_TYPE } from "./bins-data";
import { stillBins, wordsOf } from "./bins-still";
import { pack } from "./packed";
import { songsFor3Gram } from "./widget-songs";

export interface ExplorerOptions extends ShowOptions {
  /** The bins at first; default the article's. */
  choices?: BinChoices;
  /** Units of the model's LSTM layers, for the size of its input and output; default 256. */
  units?: number;
  /**
   * Length of a quarter note in seconds: edges can then be set between note values. Default: that of a collection with one
   * beat ({@link commonQuarter}); null for none.
   */
  quarter?: number | null;
  /** Melodies to listen to; default the longest of each of eight files. */
  listen?: readonly Melody[];
}

/** Notes of a melody that can be heard: half a minute or so. */
const HEARD = 64;

const binsOf = (counts: NoteCounts, choices: BinChoices) => ({
  velocity: fitFeature(featureOf("velocity"), counts.features.velocity, choices.velocity),
  duration: fitFeature(featureOf("duration"), counts.features.duration, choices.duration),
});

/** Notes that the widget is told of, at most: what more would show nobody sees, and a notebook has 1 MB. */
const MOST_NOTES = 250_000;

/** What the widget is told of a collection; of a large one, of a part. */
export function binsData(melodies: readonly Melody[], options: ExplorerOptions = {}): BinsData {
  return dataOf(melodies, countEnough(melodies, undefined, MOST_NOTES), options);
}

function dataOf(melodies: readonly Melody[], counts: NoteCounts, options: ExplorerOptions): BinsData {
  const { choices = ARTICLE, units = 256, listen = pickForListening(melodies), title, alt } = options;
  const { quarter = commonQuarter(melodies) } = options;
  const bins = binsOf(counts, choices);
  const starts = (name: Feature) => {
    const edges = (method: BinMethod): number[][] =>
      Array.from(
        { length: MAX_BINS },
        (_, i) => fitFeature(featureOf(name), counts.features[name], { method, count: i + 1 }).edges,
      );
    return Object.fromEntries(METHODS.map((method) => [method, edges(method)])) as Record<BinMethod, number[][]>;
  };
  const packed = (name: Feature) => {
    const { values, counts: often, at } = counts.features[name];
    return { values: pack(values), counts: pack(often), at: pack(at) };
  };
  const choice = (name: Feature) => ({ edges: bins[name].edges, origin: originOf(choices[name]) });
  return {
    widget: "bins",
    version: 1,
    title: title === undefined ? null : showable(title),
    alt: showable(alt ?? "Bin explorer"),
    counts: {
      pitch: pack(counts.pitch),
      counts: pack(counts.counts),
      features: { duration: packed("duration"), velocity: packed("velocity") },
    },
    starts: { duration: starts("duration"), velocity: starts("velocity") },
    choice: { duration: choice("duration"), velocity: choice("velocity") },
    units,
    songs: songsFor3Gram(enoughMelodies(melodies, MOST_NOTES), counts, bins),
    melodies: listen.map(({ file, track, program, notes }) => ({
      name: showable(track ? `${track} (${file})` : file),
      program,
      notes: notes.slice(0, HEARD).map(({ pitch, velocity, start, end }) => [pitch, velocity, start, end]),
    })),
    noteValues: quarter === null ? [] : betweenNoteValues(quarter),
  };
}

function originOf(choice: BinChoice): BinOrigin {
  return "method" in choice ? { method: choice.method, count: choice.count } : null;
}

const NOTE_VALUES: readonly [name: string, quarters: number][] = [
  ["thirty-second", 1 / 8],
  ["sixteenth", 1 / 4],
  ["eighth", 1 / 2],
  ["quarter", 1],
  ["half", 2],
  ["whole", 4],
];

/**
 * Where one note value ends and the next begins: half way on a logarithmic axis, so that both lie well within their bins.
 * @throws Error when the quarter is not a number of seconds above 0.
 */
function betweenNoteValues(quarter: number): BinsData["noteValues"] {
  if (!(quarter > 0 && quarter < Infinity)) throw new Error(`A quarter of ${quarter} s; give seconds above 0.`);
  return NOTE_VALUES.slice(1).map(([name, quarters], i) => ({
    name: `${NOTE_VALUES[i][0]} | ${name}`,
    seconds: Number((quarter * Math.sqrt(quarters * NOTE_VALUES[i][1])).toPrecision(4)),
  }));
}

/** The melody with most notes of each of up to eight files, spread evenly over the collection. */
function pickForListening(melodies: readonly Melody[]): Melody[] {
  const byFile = new Map<string, Melody>();
  for (const melody of melodies) {
    if (melody.length > (byFile.get(melody.file)?.length ?? 0)) byFile.set(melody.file, melody);
  }
  const all = [...byFile.values()];
  const count = Math.min(8, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]);
}

/** The explorer in all its forms: widget, picture, words. */
export function binsBundle(melodies: readonly Melody[], options: ExplorerOptions = {}): MimeBundle {
  const { choices = ARTICLE, title, alt } = options;
  const counts = countEnough(melodies, undefined, MOST_NOTES);
  const bins = binsOf(counts, choices);
  const cost = costOfCounts(counts, bins);
  const words = alt ?? wordsOf(cost, bins);
  return {
    [WIDGET_TYPE]: dataOf(melodies, counts, options),
    "image/svg+xml": stillBins(counts, bins, cost, { alt: words, title }),
    "text/plain": showable([title, words].filter((text) => text !== undefined).join("\n")),
  };
}

/**
 * Shows the explorer for the notes of `melodies`: edges to drag, add and remove, and at once what they cost.
 * @throws Error when there are no notes.
 * @example await showBinExplorer(corpus.melodies, { choices: { duration: { method: "quantile", count: 4 }, velocity: { edges: [80] } } })
 */
export async function showBinExplorer(melodies: readonly Melody[], options: ExplorerOptions = {}): Promise<void> {
  show(binsBundle(melodies, options), options.id);
}
