/** A training run in figures: small enough to be committed, for runs that take longer than a reader would wait. */
import * as fs from "fs";
import * as os from "os";
import { Vocabulary, type VocabularyData } from "../encoding";
import type { Preset } from "../preset";
import { openRun, type EpochRecord } from "../training";
import type { DiaryEntry } from "./diary";

export interface Machine {
  cpu: string;
  /** Logical processors. */
  cores: number;
  /** Memory in GiB. */
  memory: number;
  system: string;
}

export interface RunRecord {
  /** What one types to get this run. */
  command: string;
  /** When it was recorded, ISO 8601, UTC. */
  date: string;
  machine: Machine;
  preset: Preset;
  /** The run's own pseudo-notes and bins: whoever reads the record may have songs, and a vocabulary, of their own. */
  vocabulary: VocabularyData;
  /** Epochs finished when it was recorded; the preset says how many there were to be. */
  epochs: number;
  /** Time of all sessions together, in s: training, validation, diary and checkpoints. */
  seconds: number;
  notesPerSecond: number;
  /** Losses in nats per note. */
  history: Pick<EpochRecord, "epoch" | "loss" | "accuracy" | "validationLoss" | "validationAccuracy">[];
  diary: DiaryEntry[];
}

/** The machine this runs on. */
export function thisMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memory: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
  };
}

/**
 * The run whose checkpoints are in `folder` (`results/article`, say), finished or not, as of its newest whole
 * checkpoint. The run itself is not touched, and may go on meanwhile.
 * @throws Error when there is no run.
 */
export async function recordOf(folder: string, machine = thisMachine(), date = new Date()): Promise<RunRecord> {
  const run = await openRun<DiaryEntry>(folder);
  if (!run) throw new Error(`There is no training run in ${folder}; start one with npm run reproduce.`);
  await run.close();
  const { preset, vocabulary, epoch, totals, history, diary } = run.state;
  const round = (value: number) => Number(value.toPrecision(5));
  const roundOrNull = (value: number | null) => (value === null ? null : round(value));
  return {
    command: `npm run reproduce -- --preset ${preset.name}`,
    date: date.toISOString(),
    machine,
    preset,
    vocabulary,
    epochs: epoch,
    seconds: Math.round(totals.seconds),
    notesPerSecond: totals.trainingSeconds > 0 ? Math.round(totals.notes / totals.trainingSeconds) : 0,
    history: history.map((record) => ({
      epoch: record.epoch,
      loss: round(record.loss),
      accuracy: round(record.accuracy),
      validationLoss: roundOrNull(record.validationLoss),
      validationAccuracy: roundOrNull(record.validationAccuracy),
    })),
    diary,
  };
}

/** Writes a record, one line for the vocabulary, each epoch and each diary entry, so that changes can be read. */
export function writeRecord(file: string, record: RunRecord): void {
  const { vocabulary, history, diary, ...rest } = record;
  const lines = (items: readonly object[]) =>
    `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, "");
  const parts = [
    head,
    `  "vocabulary": ${JSON.stringify(vocabulary)}`,
    `  "history": ${lines(history)}`,
    `  "diary": ${lines(diary)}\n}\n`,
  ];
  fs.writeFileSync(file, parts.join(",\n"));
}

/**
 * The record in `file`; null where there is none. Its pieces are decoded by `Vocabulary.fromJSON(record.vocabulary)`.
 * @throws Error when it is none, or its vocabulary does not have all the notes of its diary.
 */
export function readRecord(file: string): RunRecord | null {
  if (!fs.existsSync(file)) return null;
  const damaged = (what: string) =>
    new Error(`${file} is no record of a run (${what}); write it anew with data/record-run.ts.`);
  let record: Partial<RunRecord>;
  try {
    record = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    throw damaged("it is not JSON");
  }
  const { preset, machine, history, diary } = record;
  if (!preset || !machine || !Array.isArray(history) || !Array.isArray(diary)) throw damaged("a part is missing");
  try {
    const vocabulary = Vocabulary.fromJSON(record.vocabulary as VocabularyData);
    for (const { indices } of diary) vocabulary.decode(indices);
  } catch (error) {
    throw damaged((error as Error).message);
  }
  return record as RunRecord;
}
