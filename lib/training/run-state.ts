/** What a training run's future depends on, weights and moments apart. */
import type { VocabularyData } from "../encoding";
import type { Preset } from "../preset";
import type { Dataset, Fingerprint } from "../dataset";
import type { EpochRecord } from "./epoch-record";
import type { Evaluation } from "./evaluate";
import type { EpochEntry } from "./on-epoch";
import type { Position } from "./position";

/**
 * Plain data, kept in the checkpoints as JSON. There is no random state and no order of the data: both
 * are pure functions of seed, epoch and step.
 */
export interface RunState<Entry extends EpochEntry = EpochEntry> extends Position {
  preset: Preset;
  fingerprint: Fingerprint;
  /** So that the model can be used without the collection. */
  vocabulary: VocabularyData;
  /** Of the epoch in progress, weighted by notes: loss and accuracy times notes, and training time in s. */
  sums: { loss: number; accuracy: number; notes: number; seconds: number };
  /** Of all sessions: time in s; notes trained on, and the time in s that training them took. */
  totals: { seconds: number; notes: number; trainingSeconds: number };
  history: EpochRecord[];
  /** What `onEpoch` returned. */
  diary: Entry[];
  /** What computed it, in the order of use, as `lib/model` calls it. */
  implementations: string[];
}

/** The state of a run that has not begun. */
export function newRunState<Entry extends EpochEntry>(
  { preset, fingerprint, vocabulary }: Dataset,
  implementation: string,
): RunState<Entry> {
  return {
    preset,
    fingerprint,
    vocabulary: vocabulary.toJSON(),
    epoch: 0,
    step: 0,
    sums: { loss: 0, accuracy: 0, notes: 0, seconds: 0 },
    totals: { seconds: 0, notes: 0, trainingSeconds: 0 },
    history: [],
    diary: [],
    implementations: [implementation],
  };
}

/** Counts a step: its mean loss and accuracy, the notes it was trained on, and the time in s that it took. */
export function addStep(
  { sums, totals }: RunState,
  loss: number,
  accuracy: number,
  notes: number,
  seconds: number,
): void {
  sums.loss += loss * notes;
  sums.accuracy += accuracy * notes;
  sums.notes += notes;
  sums.seconds += seconds;
  totals.notes += notes;
  totals.trainingSeconds += seconds;
}

/** Records the epoch whose steps have been counted, and begins the next. */
export function closeEpoch(state: RunState, validation: Evaluation | null): void {
  const { loss, accuracy, notes, seconds } = state.sums;
  state.history.push({
    epoch: state.epoch + 1,
    loss: loss / notes,
    accuracy: accuracy / notes,
    validationLoss: validation?.loss ?? null,
    validationAccuracy: validation?.accuracy ?? null,
    seconds,
    notesPerSecond: notes / seconds,
  });
  state.sums = { loss: 0, accuracy: 0, notes: 0, seconds: 0 };
  state.epoch++;
  state.step = 0;
}
