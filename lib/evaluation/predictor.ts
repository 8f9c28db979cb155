/** What can be asked for the probability of the next note, and how surprised it is by music. */
import type { Windows } from "../dataset";
import type { Objective } from "../preset";

export interface Predictor {
  /**
   * Probability of `note` to come next, over 0 to 1; over the vocabulary it sums to 1.
   * @param before the notes that are known so far, the last one last; a predictor may look at all of them or at a few.
   */
  probability(note: number, before: ArrayLike<number>): number;
}

/** Guesses blindly: every note of a vocabulary of `size` is as likely as the others. */
export function blindGuess(size: number): Predictor {
  return { probability: () => 1 / size };
}

/**
 * Mean surprise per note over the target notes of `windows`, −log₂ p, in bits, 0 (certain) upwards: the network's
 * task, each note from those before it. Under continuation the notes before the first target are the encoder's. Under
 * reconstruction there are none, as the encoder's are the answer: the first is guessed without context.
 * @throws Error when there are no windows.
 */
export function bitsPerNote(predictor: Predictor, windows: Windows, objective: Objective): number {
  if (windows.count === 0) throw new Error("No windows to predict; pass songs long enough for one.");
  let bits = 0;
  for (let w = 0; w < windows.count; w++) {
    const read = objective === "continuation" ? windows.encoder(w) : new Int32Array(0);
    const target = windows.target(w);
    const notes = Int32Array.of(...read, ...target);
    target.forEach((note, t) => {
      bits -= Math.log2(predictor.probability(note, notes.subarray(0, read.length + t)));
    });
  }
  return bits / windows.notes;
}
