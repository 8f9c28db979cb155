/** Choosing the next note from its scores: as `native/draw.h` does it, in the same order and precision. */
import type { Sampling } from "../model";

/** The notes among which one is drawn, and how probable each is. */
export interface Chances {
  /** In falling order of score, of equal ones the lower first; where all are kept, in their own order. */
  notes: Int32Array;
  /** Positive, not normalised. */
  weights: Float64Array;
  /** Of the weights. */
  sum: number;
}

/** What {@link drawNote} chooses from. The limits are those of `Sampling`; a temperature of 0 leaves the likeliest note alone. */
export function chancesOf(scores: Float32Array, { temperature, topK, topP }: Sampling): Chances {
  const kept = temperature === 0 ? 1 : Math.min(topK, scores.length);
  if (kept === 1) return { notes: Int32Array.of(likeliest(scores)), weights: Float64Array.of(1), sum: 1 };
  // The compiled decoder has both as float32.
  const [degree, share] = [Math.fround(temperature), Math.fround(topP)];
  let notes = Int32Array.from(scores.keys());
  if (kept < scores.length || share < 1) {
    notes = notes.sort((a, b) => scores[b] - scores[a] || a - b).subarray(0, kept);
  }
  const best = scores[likeliest(scores)];
  const weights = Float64Array.from(notes, (note) => Math.exp((scores[note] - best) / degree));
  const sum = total(weights);
  if (share === 1) return { notes, weights, sum };
  let [end, nucleus] = [0, 0];
  while (end < kept && nucleus < share * sum) nucleus += weights[end++];
  return { notes: notes.subarray(0, end), weights: weights.subarray(0, end), sum: nucleus };
}

/** The first note at which the sum of the weights exceeds `chance`, in [0, 1), of all. */
export function drawNote({ notes, weights, sum }: Chances, chance: number): number {
  let passed = 0;
  for (let i = 0; i < notes.length; i++) {
    passed += weights[i];
    if (passed > chance * sum) return notes[i];
  }
  return notes[notes.length - 1]; // rounding; or scores that are not numbers
}

/** The lowest of the notes with the best score. */
function likeliest(scores: Float32Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
  return best;
}

function total(weights: Float64Array): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}
