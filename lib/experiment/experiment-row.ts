/** The figures of one training among several that are compared. */
import type { Stage, StageOrder } from "../evaluation";

/**
 * The outcome of one setting. Losses are nats per note. Between settings of different objective or vocabulary they
 * are not of one task: set each beside its own baselines.
 */
export interface ExperimentRow {
  setting: string;
  vocabulary: number;
  epochs: number;
  /** On the training windows, in the last epoch. */
  loss: number;
  /** On the validation songs after the last epoch, and where it was least; null without validation songs. */
  validationLoss: number | null;
  leastValidationLoss: number | null;
  leastValidationEpoch: number | null;
  /** Of the last diary entry: the piece from a training song, and the one from a validation song. */
  stage: Stage | null;
  loopPeriod: number | null;
  longestCopy: number | null;
  validationStage: number | null;
  validationLongestCopy: number | null;
  /** Of the pieces that the last diary entry composed from all songs' openings, the share at stage 3, 0–1. */
  stage3Share: number | null;
  /** The stages over the whole diary. */
  order: StageOrder;
  seconds: number;
  /** False when it was stopped before its last epoch; run again to go on. */
  finished: boolean;
}
