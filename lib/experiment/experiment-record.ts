/** Rows of experiments that take longer than a reader would wait, kept in a file that can be committed. */
import * as fs from "fs";
import { z } from "zod";
import type { Dataset } from "../dataset";
import { thisMachine, type Machine } from "./run-record";
import type { ExperimentRow } from "./experiment-row";

/** A row with what it was made from: see {@link recordKey}. */
export interface RecordedRow {
  key: string;
  row: ExperimentRow;
}

export interface ExperimentRecord {
  /** What one types to make this file anew. */
  command: string;
  /** When it was recorded, ISO 8601, UTC. */
  date: string;
  machine: Machine;
  rows: RecordedRow[];
}

/** Stands for all that a row depends on: notes, bins, preset and seed (the dataset's fingerprint), and epochs. */
export function recordKey({ fingerprint, preset }: Pick<Dataset, "fingerprint" | "preset">): string {
  return `${fingerprint.digest.slice(0, 24)} after ${preset.epochs} epochs`;
}

const number = z.number();
const maybe = number.nullable();
const stage = z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable();
const row = z.strictObject({
  setting: z.string(),
  vocabulary: number,
  epochs: number,
  loss: number,
  validationLoss: maybe,
  leastValidationLoss: maybe,
  leastValidationEpoch: maybe,
  stage,
  loopPeriod: maybe,
  longestCopy: maybe,
  validationStage: maybe,
  validationLongestCopy: maybe,
  stage3Share: maybe,
  order: z.strictObject({
    first: z.strictObject({ 1: maybe, 2: maybe, 3: maybe }),
    inOrder: z.boolean(),
    stepsBack: number,
    last: stage,
  }),
  seconds: number,
  finished: z.literal(true),
});
const experimentRecord = z.strictObject({
  command: z.string(),
  date: z.string(),
  machine: z.strictObject({ cpu: z.string(), cores: number, memory: number, system: z.string() }),
  rows: z.array(z.strictObject({ key: z.string(), row })),
});

/** Writes finished rows, one to a line, so that changes can be read. @throws Error when one is not finished. */
export function writeExperimentRecord(
  file: string,
  rows: readonly RecordedRow[],
  { command, machine = thisMachine(), date = new Date() }: { command: string; machine?: Machine; date?: Date },
): void {
  const record = experimentRecord.parse({ command, date: date.toISOString(), machine, rows });
  const lines = record.rows.map((recorded) => `    ${JSON.stringify(recorded)}`).join(",\n");
  const head = JSON.stringify({ command, date: record.date, machine }, null, 2).replace(/\n}$/, "");
  fs.writeFileSync(file, `${head},\n  "rows": [\n${lines}\n  ]\n}\n`);
}

/** The record in `file`; null where there is none. @throws Error when it is none. */
export function readExperimentRecord(file: string): ExperimentRecord | null {
  if (!fs.existsSync(file)) return null;
  try {
    return experimentRecord.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues[0].message : (error as Error).message;
    throw new Error(`${file} is no record of experiments (${reason}); make it anew with data/record-experiments.ts.`);
  }
}
