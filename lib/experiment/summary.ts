/** What a run amounts to, in figures: the shape of `summary.json`. */
import type { SummaryDiaryEntry } from "../training";

export interface Summary {
  corpus: { files: number; melodies: number; notes: number; skipped: { file: string; reason: string }[] } | null;
  /** Inner edges of the duration bins. */
  duration: { edges: number[]; unit: "s" } | null;
  /** Inner edges of the velocity bins, MIDI velocity 1–127. */
  velocity: { edges: number[] } | null;
  /** Number of distinct pseudo-notes. */
  vocabulary: { size: number } | null;
  /** Shape of the one-hot tensor of the training windows. */
  tensor: { shape: [nb: number, timesteps: number, vocabulary: number] } | null;
  model: { parameters: number; units: number[]; objective: string } | null;
  /** loss: nats per note, mean over the last epoch; seconds: training time of all sessions together. */
  training: {
    epochs: number;
    loss: number;
    seconds: number;
    notesPerSecond: number;
    resumedFrom: number | null;
  } | null;
  diary: SummaryDiaryEntry[] | null;
}

/** A summary in which nothing has been measured yet. */
export function emptySummary(): Summary {
  return {
    corpus: null,
    duration: null,
    velocity: null,
    vocabulary: null,
    tensor: null,
    model: null,
    training: null,
    diary: null,
  };
}

type Check = (value: unknown) => boolean;

const isNumber: Check = (v) => typeof v === "number" && Number.isFinite(v);
const isCount: Check = (v) => Number.isInteger(v) && (v as number) >= 0;
const isText: Check = (v) => typeof v === "string";
const isNumbers: Check = (v) => Array.isArray(v) && v.every(isNumber);
const isShape: Check = (v) => isNumbers(v) && (v as number[]).length === 3 && (v as number[]).every(isCount);
const isStage: Check = (v) => v === 1 || v === 2 || v === 3;
const orNull =
  (check: Check): Check =>
  (v) =>
    v === null || check(v);
const listOf =
  (check: Check): Check =>
  (v) =>
    Array.isArray(v) && v.every(check);
const record =
  (fields: Record<string, Check>): Check =>
  (v) =>
    typeof v === "object" &&
    v !== null &&
    Object.keys(v).length === Object.keys(fields).length &&
    Object.entries(fields).every(([name, check]) => check((v as Record<string, unknown>)[name]));

const sections: Record<keyof Summary, Check> = {
  corpus: record({
    files: isCount,
    melodies: isCount,
    notes: isCount,
    skipped: listOf(record({ file: isText, reason: isText })),
  }),
  duration: record({ edges: isNumbers, unit: (v) => v === "s" }),
  velocity: record({ edges: isNumbers }),
  vocabulary: record({ size: isCount }),
  tensor: record({ shape: isShape }),
  model: record({ parameters: isCount, units: isNumbers, objective: isText }),
  training: record({
    epochs: isCount,
    loss: isNumber,
    seconds: isNumber,
    notesPerSecond: isNumber,
    resumedFrom: orNull(isCount),
  }),
  diary: listOf(
    record({
      epoch: isCount,
      file: isText,
      notes: isCount,
      distinct: orNull(isCount),
      longestRun: orNull(isCount),
      loopPeriod: orNull(isCount),
      stage: orNull(isStage),
      longestCopy: orNull(isCount),
    }),
  ),
};

/**
 * The names of the sections of `value` that do not have the shape of a summary's: missing ones, ill-shaped
 * ones and ones that do not belong. A section not measured yet is null. Empty: all is well.
 */
export function summaryFaults(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return Object.keys(sections);
  const given = value as Record<string, unknown>;
  const ill = Object.entries(sections)
    .filter(([name, check]) => !(name in given) || !orNull(check)(given[name]))
    .map(([name]) => name);
  const strange = Object.keys(given).filter((name) => !(name in sections));
  return [...ill, ...strange];
}
