/** One step of a training run, alone or as one rank of several. */
import { type BatchSource, notesIn, stepSeed } from "../dataset";
import type { Trainable } from "../model";
import type { Preset } from "../preset";
import { tf } from "../tensorflow";
import type { Adam } from "./adam";
import { annealedRate } from "./annealing";
import { gradientsOf } from "./gradients";
import type { Position } from "./position";
import type { Reduced, Reduction } from "./reduction";
import { update } from "./update";

export interface StepParts {
  preset: Preset;
  /** This rank's slices. */
  batches: BatchSource;
  /** Of the whole run, which a falling learning rate is spread over. */
  epochs: number;
  model: Trainable;
  adam: Adam;
  reduction: Reduction;
}

/**
 * Gradients of this rank's slice, their reduction over all ranks, the update. Where the loss is not finite there is no
 * update.
 * @param stop whether this rank wants this step to be the last
 * @returns the whole batch's measures
 */
export async function takeStep(
  { preset, batches, epochs, model, adam, reduction }: StepParts,
  { epoch, step }: Position,
  stop: boolean,
): Promise<Omit<Reduced, "gradients">> {
  const { seed, clipNorm, learningRate, annealed = false } = preset;
  if (annealed) adam.learningRate = annealedRate(learningRate, (epoch + step / batches.steps(epoch)) / epochs);
  const batch = batches.batch(epoch, step);
  const reducing = reduction.begin(notesIn(batch));
  const own = gradientsOf(model, batch, stepSeed(seed, epoch, step), reducing.onGradient);
  const { gradients, ...measures } = await reducing.reduce(own, stop);
  try {
    if (Number.isFinite(measures.loss)) update(model, adam, gradients, clipNorm);
  } finally {
    tf.dispose(gradients);
  }
  return measures;
}
