/** What a network that predicts notes is set beside. */
import type { Dataset } from "../dataset";
import { KneserNey } from "./kneser-ney";
import { NgramModel } from "./ngram";
import { blindGuess, type Predictor } from "./predictor";
import { WindowMemory } from "./window-memory";

/**
 * - `unigram`: how frequent each note is in the training songs
 * - `trigram`: what followed the last two notes there ({@link NgramModel})
 * - `kneserNey`: what followed the last five ({@link KneserNey} of order 6)
 * - `windowAlone`: knows no training song, only the notes before in the window ({@link WindowMemory}, all κ = 1)
 * - `memory`: the trigram, corrected by the notes before in the window
 */
export const opponentNames = ["unigram", "trigram", "kneserNey", "windowAlone", "memory"] as const;

export type OpponentName = (typeof opponentNames)[number];

/** The opponents, having read the dataset's training songs in all the keys it has them in. */
export function opponentsOf(dataset: Dataset): Record<OpponentName, Predictor> {
  const trigram = NgramModel.of(dataset, 3);
  const memory = WindowMemory.of(dataset, trigram);
  return {
    unigram: NgramModel.of(dataset, 1),
    trigram,
    kneserNey: KneserNey.of(dataset, 6),
    windowAlone: new WindowMemory(
      blindGuess(dataset.vocabulary.size),
      memory.strengths.map(() => 1),
    ),
    memory,
  };
}
