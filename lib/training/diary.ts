/** What the model composes while it learns: one entry, and one MIDI file, every few epochs. */
import type { Seq2Seq } from "../model";

/** A diary entry as `summary.json` has it. */
export interface SummaryDiaryEntry {
  epoch: number;
  /** MIDI file, relative to the results' folder. */
  file: string;
  notes: number;
  /** Distinct pseudo-notes. */
  distinct: number | null;
  /** Notes in the longest run of one pseudo-note. */
  longestRun: number | null;
  /** Notes in the loop the piece ends in; null where there is none. */
  loopPeriod: number | null;
  stage: 1 | 2 | 3 | null;
  /** Notes in the longest passage copied from a training song. */
  longestCopy: number | null;
}

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
