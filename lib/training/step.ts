/** One step of training in a process that trains alone. */
import type { Batch } from "../dataset";
import type { Trainable } from "../model";
import { tf } from "../tensorflow";
import type { Adam } from "./adam";
import { gradientsOf, type BatchGradients } from "./gradients";
import { update } from "./update";

/** Measures before the update, with dropout on. */
export type StepResult = Pick<BatchGradients, "loss" | "accuracy">;

/**
 * Forward, backward and one update by `adam`.
 * @param seed int32 that decides the dropout masks; give each step its own
 * @param o.clipNorm most that the gradients' common norm may be; default: not clipped
 */
export function trainStep(
  model: Trainable,
  adam: Adam,
  batch: Batch,
  seed: number,
  o: { clipNorm?: number } = {},
): StepResult {
  const { gradients, loss, accuracy } = gradientsOf(model, batch, seed);
  update(model, adam, gradients, o.clipNorm);
  tf.dispose(gradients);
  return { loss, accuracy };
}
