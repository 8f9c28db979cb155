/** The settings of a run that go into the file of its model to play with. */
import type { Dataset } from "../dataset";
import type { ModelSettings } from "../play";

/**
 * @param name what it is called where it is shown
 * @param shared how many notes songs share; null where nobody asks
 */
export function playSettings(
  { preset, vocabulary }: Pick<Dataset, "preset" | "vocabulary">,
  name: string = preset.name,
  shared: number | null = null,
): ModelSettings {
  const { units, states = "each-layer", objective, timesteps } = preset;
  const encoding = vocabulary.name;
  return { name, encoding, vocabulary: vocabulary.toJSON(), units, states, objective, timesteps, shared };
}
