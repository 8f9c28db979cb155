/** What the bin explorer is told: everything it needs to compute, as plain JSON. */
import type { ArticleFeatureName as Feature, BinMethod } from "../../encoding";

/** Our MIME type: `widget` says which one, the rest is its own. */
export const WIDGET_TYPE = "application/vnd.music-seq2seq.widget+json";

/** A column of numbers: little-endian, base64. */
export interface PackedColumn {
  type: "float64" | "uint32" | "uint16" | "uint8";
  data: string;
}

/** A feature as a method chose its bins, or null where edges were given. */
export type BinOrigin = { method: BinMethod; count: number } | null;

export interface BinsData {
  widget: "bins";
  version: 1;
  title: string | null;
  /** What a screen reader says of the whole. */
  alt: string;
  /** `NoteCounts`. */
  counts: {
    pitch: PackedColumn;
    counts: PackedColumn;
    features: Record<Feature, Record<"values" | "counts" | "at", PackedColumn>>;
  };
  /** The edges that each method chooses for 1, 2, … bins. */
  starts: Record<Feature, Record<BinMethod, number[][]>>;
  /** The bins at first. */
  choice: Record<Feature, { edges: number[]; origin: BinOrigin }>;
  /** Units of the model's LSTM layers. */
  units: number;
  /** For the 3-gram: the row in `counts` of each note, song after song, and the κ of its contexts. */
  songs: { rows: PackedColumn; starts: number[]; names: string[]; strengths: number[]; of: number };
  /** Melodies to listen to; times in seconds. */
  melodies: WidgetMelody[];
  /** Durations in seconds that edges go to, where the collection has a beat: between note values. */
  noteValues: { name: string; seconds: number }[];
}

export interface WidgetMelody {
  name: string;
  program: number;
  /** [pitch, velocity, start, end] of each note. */
  notes: [number, number, number, number][];
}
