/** What others do after an epoch: compose, evaluate, draw. */
import type { Seq2Seq, Trainable } from "../model";

/** What a run keeps of an epoch for others. Plain data: it is kept in the checkpoints as JSON. */
export interface EpochEntry {
  /** The epoch after which it was made, 1-based. */
  epoch: number;
}

/** The run as `onEpoch` sees it. */
export interface EpochContext {
  /** The run's last epoch. */
  epochs: number;
  /** Says in a word what is being done ("composing"): the reports of progress show it until the training goes on. */
  doing(what: string): Promise<void>;
}

/**
 * Called after each epoch (1-based) with the model as it stands, which it leaves unchanged. Whether it has something to
 * do after this epoch is for it to decide. What it returns is kept in the run's `diary`, and a checkpoint follows.
 */
export type OnEpoch<Entry extends EpochEntry, Model extends Trainable = Seq2Seq> = (
  model: Model,
  epoch: number,
  run: EpochContext,
) => Promise<Entry | undefined> | Entry | undefined;
