/** The model that a preset stands for. */
import type { Seq2SeqConfig } from "../model";
import type { Preset } from "../preset";

/** @param vocabulary number of pseudo-notes */
export function modelConfig(preset: Preset, vocabulary: number): Seq2SeqConfig {
  const { units, dropout, states, seed } = preset;
  return { vocabulary, units: [...units], dropout, states, seed };
}
