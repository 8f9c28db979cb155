/** The third part of a training step: the weights follow the gradients of the whole batch. */
import type { Trainable } from "../model";
import { tf } from "../tensorflow";
import type { Adam } from "./adam";
import { clip } from "./clip";

/**
 * One update of all weights; the gradients stay the caller's.
 * @param gradients in the order of `model.weights`
 * @param clipNorm the gradients are scaled down so that their common norm is at most this; default: not clipped
 */
export function update(model: Trainable, adam: Adam, gradients: readonly tf.Tensor[], clipNorm?: number): void {
  const clipped = clipNorm === undefined ? gradients : clip(gradients, clipNorm);
  adam.apply(model.weights.map(({ name, variable }, i) => ({ name, variable, gradient: clipped[i] })));
  if (clipped !== gradients) tf.dispose([...clipped]);
}
