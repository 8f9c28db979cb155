/** Writes the diary: what the model composes after so many epochs, as MIDI files, measured. */
import * as fs from "fs";
import * as path from "path";
import type { Note } from "../corpus/note";
import type { Vocabulary } from "../encoding/vocabulary";
import type { Windows } from "../encoding/windows";
import { generate } from "../generation/decode";
import { writeMidi } from "../generation/midi-writer";
import type { Seq2Seq } from "../model/seq2seq";
import type { Dataset } from "../training/dataset";
import type { Compose, DiaryEntry } from "../training/diary";
import { measurer, type Measures } from "./measure";

export interface DiaryOptions {
  vocabulary: Vocabulary;
  /** The window the encoder reads, of a song trained on, as vocabulary indices. */
  seedFromTraining: Int32Array;
  /** The same of a song held out, as long; null where none is held out. */
  seedHeldOut: Int32Array | null;
  trainingSongs: readonly Int32Array[];
  /** The results' folder; the files go below it, in `diary/`. */
  folder: string;
  /** Notes to generate; the stages are defined for 100, which is the default. */
  length?: number;
  /** General MIDI program (instrument) of the files, 0–127. */
  program?: number;
  /** Called with each file once it is written, to make a sound file beside it, for example. */
  onFile?: (file: string, notes: readonly Note[]) => void | Promise<void>;
}

/** The seeds for a dataset's diary: the first window of its first training song, and of its first validation song. */
export function seedsFrom({ windows }: Dataset): Pick<DiaryOptions, "seedFromTraining" | "seedHeldOut"> {
  const first = ({ encoder, timesteps, count }: Windows) => (count > 0 ? encoder.slice(0, timesteps) : null);
  const seedFromTraining = first(windows.train);
  if (!seedFromTraining) throw new Error("There is no training song to compose from; use a larger collection.");
  return { seedFromTraining, seedHeldOut: first(windows.validation) };
}

/** The diary's MIDI file of an epoch, relative to the results' folder: `diary/epoch-0010.mid`. */
export function diaryFile(epoch: number, heldOut = false): string {
  return `diary/epoch-${String(epoch).padStart(4, "0")}${heldOut ? "-held-out" : ""}.mid`;
}

/**
 * Makes the function that training calls after an epoch. It composes by argmax from both seeds, writes a MIDI file of
 * each and returns the entry: the piece from the trained-on seed and its measures; in `measures` the further ones, and
 * under names that begin with `heldOut` (`heldOutStage` …) those of the piece from the held-out seed.
 */
export function diaryWriter(options: DiaryOptions): Compose {
  const { vocabulary, seedFromTraining, seedHeldOut, folder, length = 100 } = options;
  const measure = measurer(vocabulary, options.trainingSongs);

  const save = async (piece: Int32Array, file: string) => {
    const target = path.join(folder, file);
    const notes = vocabulary.decode(piece);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    writeMidi(target, notes, { name: path.basename(file, ".mid"), program: options.program });
    await options.onFile?.(target, notes);
  };

  return async (model: Seq2Seq, epoch: number): Promise<DiaryEntry> => {
    const seeds = seedHeldOut ? [seedFromTraining, seedHeldOut] : [seedFromTraining];
    const [piece, heldOut] = generate(model, seeds, { length });
    const file = diaryFile(epoch);
    await save(piece, file);
    if (heldOut) await save(heldOut, diaryFile(epoch, true));
    const { notes, distinct, longestRun, loopPeriod, stage, longestCopy, ...further } = measure(piece);
    const measures: Record<string, number | null> = { ...further, ...(heldOut ? prefixed(measure(heldOut)) : {}) };
    return { epoch, file, notes, distinct, longestRun, loopPeriod, stage, longestCopy, indices: [...piece], measures };
  };
}

/** `stage` → `heldOutStage`, and so on. */
function prefixed(measures: Measures): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [`heldOut${name[0].toUpperCase()}${name.slice(1)}`, value]),
  );
}
