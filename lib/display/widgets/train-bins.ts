/** A small training with bins of one's own beside one with the article's: figures and sound. */
import * as path from "path";
import { readCorpus } from "../../corpus";
import { ARTICLE, type BinChoices } from "../../encoding";
import { type BinsTraining, type BinsTrainingOptions, resultsFolder, trainBins } from "../../experiment";
import { presets } from "../../preset";
import { progress } from "../jupyter/progress";
import { showTable } from "../jupyter/table";
import { showSounds } from "../music/sound";
import { DataFrame } from "../frame";

/** The outcomes as a data frame, a row for each. */
const frameOf = (outcomes: readonly BinsTraining[]): DataFrame =>
  new DataFrame(
    outcomes.map(({ name, vocabulary, epochs, bits }) => ({
      bins: name,
      vocabulary,
      epochs,
      "training songs (bits/note)": bits.training,
      "validation songs (bits/note)": bits.validation,
      "a guess (bits/note)": bits.guess,
    })),
  );

/**
 * Trains the model of preset quick with these bins, and with the article's four; shows the losses, and what each composed.
 * What was trained before is not trained again. Bits per note of different bins are of different tasks: coarser bins are
 * easier to predict, and lose more.
 * @returns the table as a data frame
 * @throws Error as `trainBins` does
 * @example await trainAndCompare({ duration: { edges: [0.13, 0.26, 0.5] }, velocity: { edges: [] } });
 */
export async function trainAndCompare(
  own: BinChoices,
  options: Partial<Pick<BinsTrainingOptions, "melodies" | "preset" | "folder" | "signal">> = {},
): Promise<DataFrame> {
  const preset = options.preset ?? presets.quick;
  const choices = { "the article's": ARTICLE, "your own": own };
  const names = Object.keys(choices);
  const bar = progress(`Two trainings at ${preset.name}`);
  const outcomes = await trainBins({
    ...options,
    melodies: options.melodies ?? (await readCorpus()).melodies,
    preset,
    folder: options.folder ?? path.join(resultsFolder(preset), "bins"),
    choices,
    onProgress: (name, { epoch, epochs, step, steps }) => {
      const share = (Math.max(0, epoch - 1) + (steps > 0 ? step / steps : 0)) / Math.max(1, epochs);
      bar.update(Math.round(100 * (names.indexOf(name) + share)), 100 * names.length);
    },
  });
  const whole = outcomes.length === names.length && outcomes.every(({ finished }) => finished);
  bar.done(whole ? undefined : "Stopped; run the cell again to go on.");
  const frame = frameOf(outcomes);
  if (outcomes.length > 0) {
    await showTable(frame, {
      title: `Trained at ${preset.name}: the loss, and what a guess without an opinion would cost`,
    });
  }
  const pieces = outcomes.filter(({ piece }) => piece.length > 0);
  await showSounds(
    pieces.map(({ name, piece, epochs }) => ({
      title: `composed with ${name} bins, epoch ${epochs}`,
      notes: piece,
      seconds: 12,
    })),
  );
  return frame;
}
