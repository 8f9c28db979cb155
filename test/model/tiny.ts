/** A model and a batch small enough to look through. */
import { Seq2Seq, type Seq2SeqConfig } from "../../lib/model";
import type { Batch } from "../../lib/dataset";

export const tinyConfig: Seq2SeqConfig = { vocabulary: 7, units: [6, 6], dropout: 0, seed: 3 };

export function tinyModel(config: Partial<Seq2SeqConfig> = {}): Seq2Seq {
  return new Seq2Seq({ ...tinyConfig, ...config });
}

/** Windows of a fixed, irregular melody; reconstruction, so the target is the encoder's window. */
export function tinyBatch(size = 3, timesteps = 5, vocabulary = 7): Batch {
  const target = Int32Array.from({ length: size * timesteps }, (_, i) => (i * i + 3 * i) % vocabulary);
  const decoder = target.map((_, i) => (i % timesteps === 0 ? -1 : target[i - 1]));
  return { size, timesteps, encoder: target, decoder, target };
}
