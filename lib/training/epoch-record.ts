/** One finished epoch in figures. */

/** Losses are mean cross-entropies in nats per note, accuracies shares 0-1. */
export interface EpochRecord {
  /** 1-based. */
  epoch: number;
  loss: number;
  accuracy: number;
  /** On the validation songs; null where the collection has too few different songs for any. */
  validationLoss: number | null;
  validationAccuracy: number | null;
  /** Time in training steps, validation and `onEpoch` apart. */
  seconds: number;
  /** Notes (windows × timesteps) trained on per second. */
  notesPerSecond: number;
}

/** The epoch with the least validation loss, the first of several; undefined where none was validated. */
export function bestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  const validated = history.filter(({ validationLoss }) => validationLoss !== null);
  return validated.reduce((a, b) => (b.validationLoss! < a.validationLoss! ? b : a), validated[0]);
}
