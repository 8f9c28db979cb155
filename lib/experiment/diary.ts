/** Writes the diary: what the model composes after so many epochs, as MIDI files, measured. */
import * as fs from "fs";
import * as path from "path";
import { markAsComposed, type Note } from "../corpus";
import type { Encoding } from "../encoding";
import { generate, writeMidi } from "../generation";
import type { Seq2Seq } from "../model";
import type { Dataset, Split } from "../dataset";
import type { OnEpoch } from "../training";
import { keepSnapshot, snapshotDue, snapshotsFit } from "./snapshots";
import type { SummaryDiaryEntry } from "./summary";
import {
  type ComplexityRange,
  complexityRange,
  distinct,
  LEAST_LOOP,
  measurer,
  type Measures,
  shapeOf,
  stage,
  stageBesidePeople,
  type Stage,
} from "../evaluation";

/** Notes in a piece of the diary: the stages are defined for so many. */
export const PIECE_LENGTH = 100;

/** The measures of `summary.json`, and the piece itself. Plain data: it is kept in the checkpoints as JSON. */
export interface DiaryEntry extends SummaryDiaryEntry {
  /** The piece as pseudo-note indices into the vocabulary. */
  indices: number[];
  /** Further measures by name; null where one does not apply. */
  measures?: Record<string, number | null>;
}

/** Composes with the model as it stands after `epoch` epochs (1-based) and leaves it unchanged. */
export type Compose = (model: Seq2Seq, epoch: number) => Promise<DiaryEntry>;

/** Whether an entry is due after `epoch` (1-based): after the first, each multiple of `every`, and the last. */
export function diaryDue(epoch: number, every: number, epochs: number): boolean {
  return epoch === 1 || epoch === epochs || epoch % every === 0;
}

/** What to give `train` as its `onEpoch` so that the diary is written when it is due: see {@link diaryDue}. */
export function whenDue(compose: Compose, every: number): OnEpoch<DiaryEntry> {
  return async (model, epoch, { epochs, doing }) => {
    if (!diaryDue(epoch, every, epochs)) return undefined;
    await doing("composing");
    return compose(model, epoch);
  };
}

export interface DiaryOptions {
  vocabulary: Encoding;
  /** The window the encoder reads, of a training song, as vocabulary indices. */
  trainingPrompt: Int32Array;
  /** The same of a validation song, as long; null where there is none. */
  validationPrompt: Int32Array | null;
  trainingSongs: readonly Int32Array[];
  /**
   * Windows of other training and validation songs, all as long. One prompt is an anecdote: of the pieces from these,
   * the diary keeps the shares at each stage.
   */
  survey?: { training: readonly Int32Array[]; validation: readonly Int32Array[] };
  /** The results' folder; the files go below it, in `diary/`. */
  folder: string;
  /** Notes to generate; default {@link PIECE_LENGTH}. */
  length?: number;
  /** General MIDI program (instrument) of the files, 0–127. */
  program?: number;
  /** Called with each file once it is written, to make a sound file beside it, for example. */
  onFile?: (file: string, notes: readonly Note[]) => void | Promise<void>;
}

/**
 * The diary of a training on `dataset`: what {@link diaryWriter} makes of {@link promptsFrom} and the training songs.
 * Some of its epochs leave a snapshot of the model as well, for the playground; `snapshots: false`: none does.
 * @param folder the results' folder; the files go below it, in `diary/`, the snapshots in `snapshots/`
 * @example const compose = diaryFor(dataset, resultsFolder(preset), { onFile: saveSound });
 * @throws Error when there is no training song.
 */
export function diaryFor(
  dataset: Pick<Dataset, "songs" | "preset" | "vocabulary">,
  folder: string,
  options: Pick<DiaryOptions, "length" | "program" | "onFile"> & { snapshots?: boolean } = {},
): Compose {
  const trainingSongs = dataset.songs.filter((song) => song.split === "train").map((song) => song.indices);
  const prompts = promptsFrom(dataset, options.length);
  const compose = diaryWriter({ ...options, ...prompts, vocabulary: dataset.vocabulary, trainingSongs, folder });
  return (model, epoch) => {
    const wanted = options.snapshots !== false && snapshotsFit(dataset.preset, model.parameters);
    if (wanted && snapshotDue(epoch)) keepSnapshot(folder, dataset, model, epoch);
    return compose(model, epoch);
  };
}

/**
 * What to compose from. The survey: the first window of every training and every validation song, as it was written,
 * not in other keys. The two prompts: of either side, the window with the most different pseudo-notes (the first of
 * several), among songs whose own first `length` notes are at stage 3. Much music is loops, some is far from what most
 * people write: from such a song a model that knew it by heart would still not be at stage 3, and learning could not be
 * seen. Where there is no such song, one that does not loop gives the prompt, else any.
 * @throws Error when there is no training song.
 */
export function promptsFrom(
  dataset: Pick<Dataset, "songs" | "preset">,
  length = PIECE_LENGTH,
): Pick<DiaryOptions, "trainingPrompt" | "validationPrompt" | "survey"> {
  const opening = (song: Int32Array) => song.slice(0, dataset.preset.timesteps);
  const written = dataset.songs.filter((song) => song.semitones === 0);
  const songs = (side: Split) => written.filter((song) => song.split === side).map((song) => song.indices);
  const loopless = (song: Int32Array) => song.length >= LEAST_LOOP && stage(song.subarray(0, length)) === 3;
  const people = complexityRange(songs("train"), length);
  const melodic = (song: Int32Array) => loopless(song) && stageOf(song.subarray(0, length), people) === 3;
  const prompt = (side: Split) =>
    [melodic, loopless, () => true].reduce<Int32Array | undefined>(
      (found, fit) => found ?? richest(songs(side).filter(fit).map(opening)),
      undefined,
    );
  const trainingPrompt = prompt("train");
  if (!trainingPrompt) throw new Error("There is no training song to compose from; use a larger collection.");
  const survey = { training: songs("train").map(opening), validation: songs("validation").map(opening) };
  return { trainingPrompt, validationPrompt: prompt("validation") ?? null, survey };
}

/** The window with the most different notes, the first of several; undefined for none. */
function richest(windows: readonly Int32Array[]): Int32Array | undefined {
  return windows.reduce<Int32Array | undefined>(
    (best, w) => (best && distinct(best) >= distinct(w) ? best : w),
    undefined,
  );
}

/** The diary's MIDI file of an epoch, relative to the results' folder: `diary/epoch-0010.mid`. */
export function diaryFile(epoch: number, validation = false): string {
  return `diary/epoch-${String(epoch).padStart(4, "0")}${validation ? "-validation" : ""}.mid`;
}

/**
 * Makes the function that composes after an epoch; {@link whenDue} gives it to the training. It composes by argmax from
 * both prompts, writes a MIDI file of each and returns the entry: the piece from the training song's prompt and its
 * measures, its stage beside the training songs' windows; in `measures` the further ones, and under names that begin with `validation` (`validationStage` …) those of
 * the piece from the validation song's. With a survey, `stage1Share` to `stage3Share` are the shares (0–1) of the pieces
 * from training songs at each stage, and `validationStage1Share` … the same of validation songs. The survey's pieces are
 * not kept.
 */
export function diaryWriter(options: DiaryOptions): Compose {
  const { vocabulary, trainingPrompt, validationPrompt, folder, length = PIECE_LENGTH } = options;
  const people = complexityRange(options.trainingSongs, length);
  const measure = measurer(vocabulary, options.trainingSongs, people);

  const save = async (piece: Int32Array, file: string) => {
    const target = path.join(folder, file);
    const notes = vocabulary.decode(piece);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    markAsComposed(path.dirname(target));
    writeMidi(target, notes, { name: path.basename(file, ".mid"), program: options.program });
    await options.onFile?.(target, notes);
  };

  return async (model: Seq2Seq, epoch: number): Promise<DiaryEntry> => {
    const prompts = validationPrompt ? [trainingPrompt, validationPrompt] : [trainingPrompt];
    const [piece, other] = generate(model, prompts, { length });
    const file = diaryFile(epoch);
    await save(piece, file);
    if (other) await save(other, diaryFile(epoch, true));
    const { own, further } = divide(measure(piece));
    const { training = [], validation = [] } = options.survey ?? {};
    const measures: Record<string, number | null> = {
      ...further,
      ...(other ? validationNames(measure(other)) : {}),
      ...stageShares(model, training, length, people),
      ...validationNames(stageShares(model, validation, length, people)),
    };
    return { epoch, file, ...own, indices: [...piece], measures };
  };
}

/** The measures that `summary.json` has a field for, and the others. */
function divide({ notes, distinct, longestRun, loopPeriod, stage, longestCopy, ...further }: Measures) {
  return { own: { notes, distinct, longestRun, loopPeriod, stage, longestCopy }, further };
}

/** Of 12 notes or more. */
function stageOf(piece: Int32Array, people: ComplexityRange | null): Stage | null {
  return stageBesidePeople(shapeOf(piece), people);
}

/** The share of the pieces from these prompts that shows each stage; nothing where there are none. */
function stageShares(
  model: Seq2Seq,
  prompts: readonly Int32Array[],
  length: number,
  people: ComplexityRange | null,
): Record<string, number> {
  if (prompts.length === 0) return {};
  const stages = generate(model, prompts, { length }).map((piece) => stageOf(piece, people));
  const share = (s: Stage) => stages.filter((other) => other === s).length / stages.length;
  return { stage1Share: share(1), stage2Share: share(2), stage3Share: share(3) };
}

/** `stage` → `validationStage`, and so on. */
function validationNames(measures: object): Record<string, number | null> {
  const rename = (name: string) => `validation${name[0].toUpperCase()}${name.slice(1)}`;
  return Object.fromEntries(Object.entries(measures).map(([name, value]) => [rename(name), value]));
}
