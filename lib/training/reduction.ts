/** The second part of a training step: the gradients of all ranks, each from its slice of the batch, made one. */
import type { OnGradient } from "./gradient-order";
import type { BatchGradients } from "./gradients";

/** The whole batch's gradients and measures, and whether any rank wants this step to be the last. */
export interface Reduced extends BatchGradients {
  stop: boolean;
}

/** The reduction of one step. */
export interface StepReduction {
  /** May be told of gradients while others are still being computed, and sends them ahead. */
  readonly onGradient?: OnGradient;
  /**
   * Means over the notes of all ranks, the same on each, from what each has found; takes over `own` and its tensors.
   * A rank whose slice has more notes weighs more, so that the outcome is that of the whole batch.
   * @param stop whether this rank wants this step to be the last, default false
   * @throws Error when not all ranks take part, or when none has a note.
   */
  reduce(own: BatchGradients, stop?: boolean): Reduced | Promise<Reduced>;
}

export interface Reduction {
  /** @param notes of this rank's slice of the step's batch */
  begin(notes: number): StepReduction;
}

/** For a process that trains alone: what it found is all there is. */
export const noReduction: Reduction = { begin: () => ({ reduce: (own, stop = false) => ({ ...own, stop }) }) };
