/** The settings of the chapter on notes of several numbers. */
import type { Melody } from "../corpus";
import { onsetBins } from "../encoding";
import type { Preset } from "../preset";

/** Bins of the time to the next onset, the chord's included. */
const ONSET_BINS = 12;

/**
 * A preset's bins and collection with the task of chapter 7's prediction: songs never seen (whole families held back), what
 * follows a window. `gapBins` are fitted to `melodies`; pseudo-notes are the same preset without them.
 */
export function multivariatePreset(preset: Preset, melodies: readonly Melody[]): Preset {
  const brief = preset.name === "quick";
  return {
    ...preset,
    model: "multivariate",
    objective: "continuation",
    split: "family",
    songs: brief ? 24 : null,
    units: brief ? [32, 32] : [96, 96],
    dropout: 0.5,
    epochs: brief ? 6 : 14,
    gapBins: onsetBins(melodies, { method: "quantile", count: ONSET_BINS }),
  };
}
