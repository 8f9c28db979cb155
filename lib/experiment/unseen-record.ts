/** What the long run of chapters 8 and 9 came to, in a file small enough to be committed; its weights lie beside it. */
import * as fs from "fs";
import { z } from "zod";
import type { Melody } from "../corpus";
import { type Dataset, makeDataset, songsOf } from "../dataset";
import { Vocabulary, type VocabularyData } from "../encoding";
import { type PointerModel, unpackWeights } from "../model";
import type { Preset } from "../preset";
import { type EpochRecord, pointing } from "../training";
import type { DecodingRow } from "./decoding-row";
import type { Machine } from "./run-record";
import type { Summary } from "./summary";

const interval = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() });

export type RecordedInterval = z.infer<typeof interval>;

export interface UnseenRecord {
  /** What one types to make this file anew. */
  command: string;
  /** When it was recorded, ISO 8601, UTC. */
  date: string;
  machine: Machine;
  /** Time of training in s, and what it took of all processors together. */
  seconds: number;
  cpuSeconds: number;
  preset: Preset;
  vocabulary: VocabularyData;
  parameters: number;
  trainingTunes: number;
  /** The learning curve: losses in nats per note, CPU time of each epoch in s. */
  history: (Pick<EpochRecord, "epoch" | "loss" | "validationLoss"> & { cpuSeconds: number })[];
  /** As in `summary.json`. */
  unseen: NonNullable<Summary["unseen"]>;
  /** Bits per note of the test tunes by predictor, and how far the network is from each. */
  predictors: { name: string; bits: RecordedInterval; network: RecordedInterval }[];
  /** The network's weight in the predictor "network and memory", fitted on validation tunes. */
  networkWeight: number;
  /** People's mean surprise per note in bits, as they go on from openings of validation tunes: what the network makes of it. */
  peopleBits: number;
  /** Between which values 90 % of people's continuations lie. */
  people: Record<string, readonly number[]>;
  decoding: DecodingRow[];
  /** The same ways of drawing from openings of validation tunes, by which {@link chosen} was chosen. */
  validation: DecodingRow[];
  /** The way whose pieces are counted in `unseen.composed`. */
  chosen: string;
  /** From every opening of the test tunes, several times: the share of pieces within people's range, with its interval over openings. */
  every: { name: string; openings: number; pieces: number; withinPeople: number; share: RecordedInterval }[];
  /** Composed in the chosen way, as indices: what follows the opening of a test tune, whose own notes are not repeated here. */
  pieces: { file: string; piece: number[] }[];
}

const shape = z.object({
  command: z.string(),
  date: z.string(),
  machine: z.strictObject({ cpu: z.string(), cores: z.number(), memory: z.number(), system: z.string() }),
  seconds: z.number(),
  cpuSeconds: z.number(),
  preset: z.object({ name: z.string() }).passthrough(),
  vocabulary: z.object({ symbols: z.array(z.string()) }).passthrough(),
  parameters: z.number(),
  trainingTunes: z.number(),
  history: z.array(
    z.strictObject({ epoch: z.number(), loss: z.number(), validationLoss: z.number(), cpuSeconds: z.number() }),
  ),
  unseen: z.object({ collection: z.string(), tunes: z.number() }).passthrough(),
  predictors: z.array(z.strictObject({ name: z.string(), bits: interval, network: interval })),
  networkWeight: z.number(),
  peopleBits: z.number(),
  people: z.record(z.array(z.number())),
  decoding: z.array(z.object({ name: z.string() }).passthrough()),
  validation: z.array(z.object({ name: z.string() }).passthrough()),
  chosen: z.string(),
  every: z.array(
    z.strictObject({
      name: z.string(),
      openings: z.number(),
      pieces: z.number(),
      withinPeople: z.number(),
      share: interval,
    }),
  ),
  pieces: z.array(z.strictObject({ file: z.string(), piece: z.array(z.number()) })),
});

/** Writes a record, one line for each item of its lists, so that changes can be read. */
export function writeUnseenRecord(file: string, record: UnseenRecord): void {
  shape.parse(record);
  const text = (value: unknown): string =>
    Array.isArray(value)
      ? `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`
      : JSON.stringify(value);
  const parts = Object.entries(record).map(([name, value]) => `  ${JSON.stringify(name)}: ${text(value)}`);
  fs.writeFileSync(file, `{\n${parts.join(",\n")}\n}\n`);
}

/** The record in `file`; null where there is none. @throws Error when it is none. */
export function readUnseenRecord(file: string): UnseenRecord | null {
  if (!fs.existsSync(file)) return null;
  try {
    return shape.parse(JSON.parse(fs.readFileSync(file, "utf8"))) as unknown as UnseenRecord;
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues[0].message : (error as Error).message;
    throw new Error(
      `${file} is no record of chapter 8's long run (${reason}); make it anew with data/record-unseen.ts.`,
    );
  }
}

/** The tunes as a recorded model knows them: as they were written, in its vocabulary. */
export type KnownTunes = Pick<Dataset, "songs" | "vocabulary">;

/**
 * The record's model, with the weights that lie beside the record in `file`, and the tunes that it learned from and those
 * held back; null where the weights are not there, or these are other tunes. The caller disposes of the model.
 * @throws Error when the weights are not of this model.
 */
export function recordedModel(
  record: UnseenRecord,
  file: string,
  melodies: readonly Melody[],
): { model: PointerModel; dataset: KnownTunes } | null {
  const weights = file.replace(/\.json$/, ".weights");
  const dataset = fs.existsSync(weights) && knownTunes(record, melodies);
  if (!dataset) return null;
  const model = pointing.make(record.preset, dataset.vocabulary);
  try {
    unpackWeights(model, fs.readFileSync(weights));
    return { model, dataset };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function knownTunes(record: UnseenRecord, melodies: readonly Melody[]): KnownTunes | null {
  const written = makeDataset(melodies, { ...record.preset, transpositions: [] });
  const vocabulary = Vocabulary.fromJSON(record.vocabulary);
  const places = new Map(vocabulary.symbols.map((symbol, i) => [symbol, i]));
  const known = written.vocabulary.symbols.map((symbol) => places.get(symbol) ?? -1);
  const counts = (["train", "test"] as const).map((side) => songsOf(written, side).length);
  if (known.includes(-1) || counts[0] !== record.trainingTunes || counts[1] !== record.unseen.tunes) return null;
  const songs = written.songs.map((song) => ({ ...song, indices: song.indices.map((index) => known[index]) }));
  return { songs, vocabulary };
}
