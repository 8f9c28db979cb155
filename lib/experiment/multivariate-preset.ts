/** The settings of the chapter on notes of several numbers. */
import { gapValueBins, noteValueBins } from "../encoding";
import type { Preset } from "../preset";

/**
 * A preset's velocity bins and seed, for music in beats, with the task of chapter 7's prediction: songs never seen (whole
 * families held back), what follows a window. Pseudo-notes are the same preset without `gapBins`.
 */
export function multivariatePreset(preset: Preset): Preset {
  const brief = preset.name === "quick";
  return {
    ...preset,
    model: "multivariate",
    objective: "continuation",
    split: "family",
    songs: brief ? 24 : null,
    transpositions: brief ? [] : [-4, 3],
    units: brief ? [32, 32] : [96, 96],
    dropout: 0.5,
    epochs: 6,
    durationBins: noteValueBins,
    gapBins: gapValueBins,
  };
}
