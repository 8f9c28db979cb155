/** The settings of chapters 8 and 9: tunes in beats, and a model that reads each from its beginning and may point back. */
import { noteValueBins } from "../encoding";
import { type Preset, presets } from "../preset";

/**
 * The long run that is recorded (`data/record-unseen.ts`): all tunes, split by family, each training tune in seven keys. Of
 * two keys, those a fifth or a tone apart are the ones that such tunes are also played in.
 */
export const unseen: Preset = {
  ...presets.standard,
  name: "unseen",
  songs: null,
  split: "family",
  transpositions: [-7, -5, -2, 2, 5, 7],
  model: "pointer",
  units: [192],
  dropout: 0.2,
  wholeSongs: true,
  timesteps: 256,
  stride: 256,
  batch: 8,
  epochs: 10,
  learningRate: 3e-3,
  annealed: true,
  clipNorm: 1,
  durationBins: noteValueBins,
  velocityBins: { method: "quantile", count: 1 },
};

/** The same as a reader can wait for: a few tunes at quick; else all tunes and a few minutes. */
export function unseenPreset({ name, seed }: Pick<Preset, "name" | "seed">): Preset {
  const brief = name === "quick";
  const own = brief
    ? { songs: 400, units: [64], transpositions: [], epochs: 8 }
    : { units: [128], transpositions: [-5, 5], epochs: 4 };
  return { ...unseen, ...own, seed };
}
