/** What sampling lets through. Apart from the sampling itself, so that a browser, which has no TensorFlow, keeps to the same limits. */
import type { Sampling } from "../model";

export interface SampleOptions {
  /** Scores are divided by it first: below 1 safer, above 1 bolder. Default 1. */
  temperature?: number;
  /** Only the k most probable notes. Default: all. */
  topK?: number;
  /** Of those, the fewest most probable notes whose probabilities sum to at least p, in (0, 1]. Default 1. */
  topP?: number;
}

/** The options with their defaults. @throws Error when one is outside its range. */
export function samplingOf({ temperature = 1, topK = Infinity, topP = 1 }: SampleOptions): Sampling {
  if (!(temperature > 0))
    throw new Error(`A temperature of ${temperature} is not possible; give one above 0, or choose argmax.`);
  if (!((Number.isInteger(topK) || topK === Infinity) && topK >= 1))
    throw new Error(`Top-k of ${topK} is not possible; give a whole number from 1.`);
  if (!(topP > 0 && topP <= 1)) throw new Error(`Top-p of ${topP} is not possible; give one above 0 and at most 1.`);
  return { temperature, topK, topP };
}
