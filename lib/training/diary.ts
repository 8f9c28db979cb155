/** What the model composes while it learns: one entry, and one MIDI file, every few epochs. */
import type { SummaryDiaryEntry } from "../summary";
import type { Seq2Seq } from "../model/seq2seq";

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
