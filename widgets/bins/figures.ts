/** What a choice of edges costs, by lib's own code from counts. */
import {
  type ArticleFeatureName as Feature,
  type BinCost,
  binOf,
  costOfCounts,
  type Distinct,
  fieldSizes,
  fitDistinct,
  type NoteBins,
  type NoteCounts,
  Radix,
} from "../../lib/encoding";
import { leftOutBits } from "../../lib/evaluation";
import { formatNumber } from "../../lib/display/number";
import { costRows, weightRows } from "../../lib/display/plots/cost-rows";
import type { BinsData } from "../../lib/display";
import { unpack } from "../packed";

export const FEATURES = ["duration", "velocity"] as const;

export type Edges = Record<Feature, readonly number[]>;

export interface Figures {
  bins: NoteBins;
  cost: BinCost;
  /** The pseudo-note of each distinct note, as a number. */
  symbols: Uint32Array;
}

/** A collection as the explorer knows it. */
export class Collection {
  readonly counts: NoteCounts;
  /** The row in `counts` of each note, song after song. */
  readonly rowOf: ArrayLike<number>;

  constructor(private readonly data: BinsData) {
    const { counts, songs } = data;
    const feature = (name: Feature) => ({
      values: Float64Array.from(unpack(counts.features[name].values)),
      counts: Uint32Array.from(unpack(counts.features[name].counts)),
      at: Uint32Array.from(unpack(counts.features[name].at)),
    });
    const pitch = Uint8Array.from(unpack(counts.pitch));
    this.counts = {
      length: pitch.length,
      pitch,
      counts: Uint32Array.from(unpack(counts.counts)),
      features: { duration: feature("duration"), velocity: feature("velocity") },
    };
    this.rowOf = unpack(songs.rows);
  }

  /** Where each song begins in `rowOf`. */
  get songStarts(): readonly number[] {
    return this.data.songs.starts;
  }

  distinct(feature: Feature): Distinct {
    return this.counts.features[feature];
  }

  figures(edges: Edges): Figures {
    const bins = {
      velocity: fitDistinct(this.distinct("velocity"), edges.velocity),
      duration: fitDistinct(this.distinct("duration"), edges.duration),
    };
    return { bins, symbols: symbolsOf(this.counts, bins), cost: costOfCounts(this.counts, bins) };
  }

  /** Bits per note of a 3-gram, each song predicted from the others. */
  bits({ symbols, cost }: Figures): number {
    const { starts, strengths } = this.data.songs;
    const notes = new Uint32Array(this.rowOf.length);
    for (let t = 0; t < notes.length; t++) notes[t] = symbols[this.rowOf[t]];
    return leftOutBits({ notes, starts, vocabulary: cost.vocabulary }, strengths);
  }

  /** The figures for readers, name and value, as they stand in the table. */
  rows(figures: Figures): [name: string, value: string][] {
    const { units, songs } = this.data;
    const sampled = this.rowOf.length < songs.of ? `, ${formatNumber(this.rowOf.length)} of the notes` : "";
    return [
      ...costRows(figures.cost),
      [`3-gram, each song left out${sampled}`, `${formatNumber(this.bits(figures))} bits/note`],
      ...weightRows(figures.cost.vocabulary, units),
    ];
  }
}

/** The pseudo-note of each row of `counts`: a number for its pitch and the bins of its features. */
export function symbolsOf(counts: NoteCounts, bins: NoteBins): Uint32Array {
  const column = (feature: Feature): Uint16Array => {
    const { values, at } = counts.features[feature];
    const bin = Uint16Array.from(values, (value) => binOf(value, bins[feature].edges));
    return Uint16Array.from(at, (place) => bin[place]);
  };
  const radix = new Radix(fieldSizes({ velocity: bins.velocity, duration: bins.duration }));
  const columns = [counts.pitch, column("velocity"), column("duration")];
  return Uint32Array.from(counts.pitch, (_, row) => radix.at(columns, row));
}
