/** The model as it was at moments of its training, kept beside the diary for the playground: the story can then be heard. */
import * as fs from "fs";
import * as path from "path";
import type { Dataset } from "../dataset";
import type { Seq2Seq } from "../model";
import { type Bits, type ModelContent, PlayModel, snapshotOf, writeModel } from "../play";
import type { Preset } from "../preset";
import { replaceFile } from "../replace-file";
import { playSettings } from "./play-settings";

/** Parameters from which a model is large: the article's size has 26 million. */
const LARGE = 8e6;

/**
 * Bits a weight in which a finished model is kept: 8, or 4 of a large one. At 2 × 256, on 18 prompts, with 8 bits in place of
 * 32 the likeliest next note is the same in 99.5 % of cases, and of pieces of 100 notes 26 of 36 are the same from end to
 * end, all at the same stage; with 5 bits 98.4 %, 6 of 36 and 16 of 18, with 4 bits 96 % and 15 of 18.
 */
export function playBits(parameters: number): Bits {
  return parameters > LARGE ? 4 : 8;
}

/** Of the snapshots on the way, which only show its stages. */
export const STAGE_BITS: Bits = 5;

/** Whether snapshots are kept: of the article's kind of model, and not of its size, for a page could not hold them. */
export const snapshotsFit = ({ model = "seq2seq" }: Pick<Preset, "model">, parameters: number): boolean =>
  model === "seq2seq" && parameters <= LARGE;

/** Whether a snapshot is kept after `epoch` (1-based): after 1, 2, 5, 10, 20, 50 … so that they are few however long it takes. */
export function snapshotDue(epoch: number): boolean {
  return /^[125]0*$/.test(String(epoch));
}

const fileOf = (epoch: number): string => `epoch-${String(epoch).padStart(6, "0")}.model`;
const folderIn = (folder: string): string => path.join(folder, "snapshots");

/**
 * At most `most` of the snapshots, by the stages of the diary's pieces: the first and the last of each stretch of one
 * stage; of those, if they are more, some evenly apart.
 */
export function thinned<S extends { stage?: number | null }>(snapshots: readonly S[], most: number): S[] {
  const turns = snapshots.filter(
    ({ stage }, i) => stage !== snapshots[i - 1]?.stage || stage !== snapshots[i + 1]?.stage,
  );
  if (turns.length <= most) return turns;
  return Array.from({ length: most }, (_, i) => turns[Math.round((i * (turns.length - 1)) / Math.max(1, most - 1))]);
}

/** Keeps the model as it is after `epoch`, in the results' folder. It is a file like `play.model`, without songs. */
export function keepSnapshot(folder: string, dataset: PlayedDataset, model: Seq2Seq, epoch: number): void {
  const bits = playBits(model.parameters);
  const snapshots = [{ epoch, bits, bytes: snapshotOf(model, bits) }];
  const bytes = writeModel({ ...playSettings(dataset), snapshots, songs: [], openings: [] });
  fs.mkdirSync(folderIn(folder), { recursive: true });
  replaceFile(path.join(folderIn(folder), fileOf(epoch)), bytes);
}

type PlayedDataset = Pick<Dataset, "preset" | "vocabulary">;

/**
 * The snapshots in the results' folder of the epochs named, in their order. One that is missing, damaged or of a model of
 * another shape (an earlier run's) is left out.
 */
export function readSnapshots(
  folder: string,
  dataset: PlayedDataset,
  epochs: ReadonlySet<number>,
): ModelContent["snapshots"] {
  if (!fs.existsSync(folderIn(folder))) return [];
  const { units } = dataset.preset;
  const fits = ({ content, shape }: PlayModel): boolean =>
    shape.units.join() === units.join() && content.vocabulary.symbols.join() === dataset.vocabulary.symbols.join();
  const files = fs.readdirSync(folderIn(folder)).filter((file) => /^epoch-\d+\.model$/.test(file));
  return files.sort().flatMap((file) => {
    const snapshot = readable(path.join(folderIn(folder), file));
    if (!snapshot || !fits(snapshot)) return [];
    return snapshot.content.snapshots.filter(({ epoch }) => epochs.has(epoch) && file === fileOf(epoch));
  });
}

function readable(file: string): PlayModel | undefined {
  try {
    return PlayModel.from(fs.readFileSync(file));
  } catch {
    return undefined;
  }
}
