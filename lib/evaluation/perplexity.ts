/** How well the network predicts songs, in a figure that can be set beside other predictors. */
import type { Windows } from "../encoding/windows";
import type { Seq2Seq } from "../model/seq2seq";
import { evaluateBatch } from "../training/step";

/**
 * The network's mean cross-entropy over the target notes of `windows`, in nats per note, 0 (certain) upwards;
 * dropout is off and every note before is the true one (teacher forcing).
 * @param batch windows evaluated at once; only speed and memory depend on it.
 * @throws Error when there are no windows.
 */
export function crossEntropy(model: Seq2Seq, windows: Windows, batch = 64): number {
  if (windows.count === 0) throw new Error("No windows to predict; pass songs long enough for one.");
  const { timesteps } = windows;
  let nats = 0;
  for (let first = 0; first < windows.count; first += batch) {
    const size = Math.min(batch, windows.count - first);
    const rows = (indices: Int32Array) => indices.subarray(first * timesteps, (first + size) * timesteps);
    const { encoder, decoder, target } = windows;
    const part = { size, timesteps, encoder: rows(encoder), decoder: rows(decoder), target: rows(target) };
    nats += size * evaluateBatch(model, part).loss;
  }
  return nats / windows.count;
}

/**
 * Perplexity per note, exp(cross-entropy): the number of equally likely notes that would be as hard to guess, from 1.
 *
 * Under continuation each note is predicted from notes before it, so the figure says how well the model knows such
 * music, and `NgramModel.perplexity` is the same task. Under reconstruction the encoder has read the very notes that
 * are asked for: the figure then says how well the states carry a window, not how well the music is foreseen.
 */
export function perplexity(model: Seq2Seq, windows: Windows, batch = 64): number {
  return Math.exp(crossEntropy(model, windows, batch));
}
