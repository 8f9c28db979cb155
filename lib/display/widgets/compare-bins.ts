/** What several choices of bins cost, as a data frame. */
import { type Melody, readCorpus } from "../../corpus";
import {
  ARTICLE,
  type BinChoice,
  type BinChoices,
  costOfCounts,
  countEnough,
  enoughMelodies,
  countSymbols,
  fitNoteBins,
  type NoteBins,
  type NoteCounts,
} from "../../encoding";
import { leftOutBits } from "../../evaluation";
import { DataFrame } from "../frame";
import { songRows, type SongRows, strengthsFor } from "./widget-songs";

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

const words = (choice: BinChoice, bins: number): string =>
  "method" in choice ? `${bins} by ${choice.method}` : `${bins} by hand`;

/**
 * A row for each of the choices, called by its name: its bins and what they cost. The 3-gram is the explorer's, each song
 * left out, with the weights that suit the article's bins.
 * @param melodies whose notes are put into bins; default the collection in use
 * @throws Error when there are no choices or no notes, or as `fitNoteBins` does
 * @example const compared = await compareBins({ A: ARTICLE, B: { duration: { edges: [0.2] }, velocity: { edges: [] } } });
 */
export async function compareBins(
  choices: Readonly<Record<string, BinChoices>>,
  melodies?: readonly Melody[],
): Promise<DataFrame> {
  if (Object.keys(choices).length === 0) throw new Error("There are no choices to compare; give one or more by name.");
  const notes = melodies ?? (await readCorpus()).melodies;
  const counts = countEnough(notes);
  const songs = songRows(enoughMelodies(notes), counts);
  const strengths = strengthsFor(songs, counts, fitNoteBins(notes, ARTICLE));
  const rows = Object.entries(choices).map(([choice, { duration, velocity }]) => {
    const bins = fitNoteBins(notes, { duration, velocity });
    const cost = costOfCounts(counts, bins);
    return {
      choice,
      "duration bins": words(duration, bins.duration.medians.length),
      "velocity bins": words(velocity, bins.velocity.medians.length),
      vocabulary: cost.vocabulary,
      singletons: cost.singletons,
      "entropy (bits)": cost.entropy,
      "duration RMS (s)": cost.duration.rms,
      "duration error (%)": percent(cost.duration.relative),
      "duration heard (%)": percent(cost.duration.heard),
      "velocity RMS": cost.velocity.rms,
      "velocity error (%)": percent(cost.velocity.relative),
      "velocity heard (%)": percent(cost.velocity.heard),
      "3-gram (bits/note)": bitsOf(songs, counts, bins, cost.vocabulary, strengths),
    };
  });
  return new DataFrame(rows);
}

function bitsOf(
  songs: SongRows,
  counts: NoteCounts,
  bins: NoteBins,
  vocabulary: number,
  strengths: readonly number[],
): number {
  const symbols = countSymbols(counts, bins);
  return leftOutBits(
    { notes: Uint32Array.from(songs.rows, (row) => symbols[row]), starts: songs.starts, vocabulary },
    strengths,
  );
}
