/** How well the network predicts songs, in a figure that can be set beside other predictors. */
import { batchesInOrder, type Windows } from "../dataset";
import type { Trainable } from "../model";
import { evaluate } from "../training";

/**
 * Perplexity per note over the target notes of `windows`, exp(mean cross-entropy in nats): the number of equally
 * likely notes that would be as hard to guess, from 1. Dropout is off and every note before is the true one.
 *
 * Under continuation each note is predicted from notes before it, so the figure says how well the model knows such
 * music, and `NgramModel.perplexity` is the same task. Under reconstruction the encoder has read the very notes that
 * are asked for: the figure then says how well the states carry a window, not how well the music is predicted.
 * @param batch windows evaluated at once; only speed and memory depend on it.
 * @throws Error when there are no windows.
 */
export async function perplexity(model: Trainable, windows: Windows, batch = 64): Promise<number> {
  const result = await evaluate(model, batchesInOrder(windows, batch));
  if (result === null || result === "stopped")
    throw new Error("No windows to predict; pass songs long enough for one.");
  return Math.exp(result.loss);
}
