/** What a choice of edges costs, by lib's own code from counts. */
import {
  type ArticleFeatureName as Feature,
  type BinCost,
  costOfCounts,
  countSymbols,
  type Distinct,
  fitDistinct,
  type NoteBins,
  type NoteCounts,
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

  bins(edges: Edges): NoteBins {
    return {
      velocity: fitDistinct(this.distinct("velocity"), edges.velocity),
      duration: fitDistinct(this.distinct("duration"), edges.duration),
    };
  }

  cost(bins: NoteBins): BinCost {
    return costOfCounts(this.counts, bins);
  }

  figures(edges: Edges): Figures {
    const bins = this.bins(edges);
    return { bins, symbols: countSymbols(this.counts, bins), cost: this.cost(bins) };
  }

  /** Bits per note of a 3-gram, each song predicted from the others. */
  bits({ symbols, cost }: Figures): number {
    const { starts, strengths } = this.data.songs;
    const notes = new Uint32Array(this.rowOf.length);
    for (let t = 0; t < notes.length; t++) notes[t] = symbols[this.rowOf[t]];
    return leftOutBits({ notes, starts, vocabulary: cost.vocabulary }, strengths);
  }

  /** The figures for readers, name and value, as they stand in the table; the 3-gram's, which takes longest, may come later. */
  rows(figures: Figures, bits: string = this.bitsWords(figures)): [name: string, value: string][] {
    return [...costRows(figures.cost), [this.bitsName, bits], ...weightRows(figures.cost.vocabulary, this.data.units)];
  }

  get bitsName(): string {
    const sampled = this.rowOf.length < this.data.songs.of ? `, ${formatNumber(this.rowOf.length)} of the notes` : "";
    return `3-gram, each song left out${sampled}`;
  }

  bitsWords(figures: Figures): string {
    return `${formatNumber(this.bits(figures))} bits/note`;
  }
}
