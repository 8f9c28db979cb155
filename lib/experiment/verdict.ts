/** What a run shows, in a sentence that follows from its figures: one text for a run of 6 epochs and one of 1000. */
import type { TrainingRun } from "../training";
import { stagesInOrder, type Stage } from "../evaluation";

/** Said wherever a run has no finished epoch, for there is nothing to show then. */
export const NO_EPOCH = "No epoch is finished yet: run the cell that trains once more and let it go on, then this one.";

/** Said where `predictSongs` has no answer. */
export const NOTHING_TO_PREDICT =
  "There is nothing to predict: no validation or test song is long enough (use a larger collection), or no epoch is " +
  "finished yet (run the cell that trains once more and let it go on).";

type Outcome = Pick<TrainingRun, "history" | "last" | "best"> & {
  dataset: { vocabulary: { size: number } };
};

/** A row of {@link lossRows}: loss in nats per note, perplexity = exp(loss). */
export interface LossRow {
  songs: string;
  loss: number;
  perplexity: number;
  "right (%)": number | null;
}

/**
 * Losses after the last epoch beside that of a model without an opinion, ln V: of the training songs, and of the
 * validation songs, now and at their best, where there are some.
 */
export function lossRows({ last, best, dataset }: Outcome): LossRow[] {
  const row = (songs: string, loss: number, right: number | null): LossRow => ({
    songs,
    loss,
    perplexity: Math.exp(loss),
    "right (%)": right === null ? null : 100 * right,
  });
  const rows = [row("any, without an opinion", Math.log(dataset.vocabulary.size), 1 / dataset.vocabulary.size)];
  if (last) rows.push(row("training songs", last.loss, last.accuracy));
  if (last && last.validationLoss !== null)
    rows.push(row("validation songs", last.validationLoss, last.validationAccuracy));
  if (best && best.validationLoss !== null)
    rows.push(row(`at their best, after epoch ${best.epoch}`, best.validationLoss, best.validationAccuracy));
  return rows;
}

/** What the losses of a run say so far. */
export function lossVerdict({ last, history, dataset }: Outcome): string {
  if (!last) return NO_EPOCH;
  const epochs = `${history.length} ${history.length === 1 ? "epoch" : "epochs"}`;
  const clueless = Math.log(dataset.vocabulary.size);
  if (last.loss > 0.75 * clueless) {
    return `After ${epochs} the loss is still near ln V = ${clueless.toFixed(2)}: the model has hardly begun to learn. Train longer to see more.`;
  }
  if (last.validationLoss === null) {
    return `After ${epochs} the model expects the notes of its training songs. There are no validation songs to tell learning from memorising.`;
  }
  const gap = last.validationLoss - last.loss;
  return gap > 1
    ? `After ${epochs} the validation loss is ${gap.toFixed(1)} nats above the training loss: the model has learned these songs rather than songs.`
    : `After ${epochs} the validation loss is close to the training loss: what the model has learned holds for other songs too.`;
}

/** Which of the article's three stages a diary has shown, and in which order. */
export function stagesVerdict(diary: readonly { epoch: number; stage: Stage | null }[]): string {
  const { first, inOrder, last } = stagesInOrder(diary);
  if (last === null) return NO_EPOCH;
  const seen = ([1, 2, 3] as const).filter((stage) => first[stage] !== null);
  const when = seen.map((stage) => `stage ${stage} after epoch ${first[stage]}`).join(", ");
  if (inOrder) return `First seen: ${when}. All three stages, in the article's order.`;
  const order = seen.length === 3 ? "but not in the article's order" : `${seen.length} of the three stages so far`;
  return `First seen: ${when}; ${order}. ${seen.length === 3 ? "One piece is an anecdote." : "More epochs may bring the others."}`;
}

/** Whether prompts from known and from unknown songs come back alike: shares given back, in percent. */
export function recitingVerdict(known: number, unknown: number): string {
  if (!Number.isFinite(unknown)) return "There are no held-out songs to compare with.";
  if (known <= 20) return "Not even the openings of training songs come back: so far it has not learned these windows.";
  return known > 2 * unknown
    ? "Openings of training songs come back, those of other songs do not: it knows these windows, not how to repeat one."
    : "Openings of training songs and of others come back alike: it has learned to repeat a window.";
}

/** What the range of the liveliest forget gate says; both ends in 0–1. */
export function forgetVerdict({ low, high }: { low: number; high: number }): string {
  const range = `between ${low.toFixed(2)} and ${high.toFixed(2)}`;
  return high - low > 0.4
    ? `The liveliest forget gate moves ${range}: at some notes its unit lets go of what it held, at others it keeps it.`
    : `Even the liveliest forget gate moves only ${range}: so far this model treats all notes nearly alike. A fresh one stands at 0.73.`;
}

/**
 * What a melody shows of teacher forcing: places (from 0) of the wrong notes where the model was told the true note before, and
 * where it was told nothing, of so many notes.
 */
export function teacherVerdict(told: readonly number[], alone: readonly number[], notes: number): string {
  const [right, own] = [told, alone].map((wrong) => notes - wrong.length);
  const counts = `Told each true note, it has ${right} of ${notes} right; alone, ${own}.`;
  if (right <= notes / 4) return `${counts} It does not know this melody, told or not.`;
  if (alone.length === 0) return `${counts} It knows the melody by heart, and needs nobody to tell it.`;
  return own < right
    ? `${counts} Its first mistake, at note ${alone[0] + 1}, becomes what it reads next, and the mistakes breed.`
    : `${counts} Here being alone costs nothing.`;
}
