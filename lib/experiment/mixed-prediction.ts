/** A network and another predictor together: the probability of each note a mean of both. */
import { makeWindows, songsOf, type Dataset, type Split } from "../dataset";
import { START } from "../encoding";
import type { Opening, Predictor } from "../evaluation";
import type { PointerModel } from "../model";
import { tf } from "../tensorflow";
import type { PredictedTune } from "./tune-prediction";

/** Probabilities that two give to the notes of a tune that came. */
export interface TwoOpinions {
  file: string;
  network: Float32Array;
  other: Float64Array;
}

/** Steps of the weight that is fitted. */
const STEPS = 100;

/** Asks both about the side's tunes, note by note, each tune from its beginning. `onTune` hears how many of how many are done. */
export async function twoOpinions(
  dataset: Pick<Dataset, "songs" | "preset">,
  side: Split,
  network: PointerModel,
  other: Predictor,
  onTune?: (done: number, of: number) => void,
): Promise<TwoOpinions[]> {
  const songs = songsOf(dataset, side).filter(({ indices }) => indices.length > 0);
  const opinions: TwoOpinions[] = [];
  for (const { file, indices } of songs) {
    const notes = makeWindows([indices], dataset.preset).target(0);
    const asked = Float64Array.from(notes, (note, t) => other.probability(note, notes.subarray(0, t)));
    opinions.push({ file, network: networkProbabilities(network, notes), other: asked });
    onTune?.(opinions.length, songs.length);
    await new Promise((resolve) => setImmediate(resolve)); // for the progress to be seen
  }
  return opinions;
}

/** What the network gives to each note of a tune, told those before it; dropout off. */
function networkProbabilities(network: PointerModel, notes: Int32Array): Float32Array {
  return tf.tidy(() => {
    const late = tf.tensor2d(Int32Array.of(START, ...notes.subarray(0, -1)), [1, notes.length], "int32");
    const p = tf.softmax(network.training.apply([late, late], { training: false }));
    const came = tf.oneHot(tf.tensor2d(notes, [1, notes.length], "int32"), network.vocabulary);
    return tf.reshape(tf.sum(tf.mul(p, came), 2), [notes.length]).dataSync() as Float32Array;
  });
}

/**
 * Mean surprise per note, in bits to two places, of what people made of these openings, to a network that has heard the
 * opening; null for no openings. What `steadySurprise` is to keep to.
 */
export function peopleSurprise(network: PointerModel, openings: readonly Opening[]): number | null {
  const bits = openings.flatMap(({ notes, people }) => {
    const p = networkProbabilities(network, Int32Array.of(...notes, ...people)).subarray(notes.length);
    return Array.from(p, (each) => -Math.log2(each));
  });
  return bits.length > 0 ? Number((bits.reduce((a, b) => a + b) / bits.length).toFixed(2)) : null;
}

/** Mean surprise in bits of the notes of a tune by weight · network + (1 − weight) · other. */
function mixedBits({ network, other }: TwoOpinions, weight: number): number {
  return -network.reduce((sum, p, t) => sum + Math.log2(weight * p + (1 - weight) * other[t]), 0) / network.length;
}

/** The network's weight, 0 to 1 by hundredths, under which all the notes together surprise least. @throws Error for no tunes. */
export function bestWeight(tunes: readonly TwoOpinions[]): number {
  if (tunes.length === 0) throw new Error("No tune to fit the weight to; hold some back for validation.");
  const total = (weight: number) => tunes.reduce((sum, tune) => sum + tune.network.length * mixedBits(tune, weight), 0);
  const weights = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  return weights.reduce((best, weight) => (total(weight) < total(best) ? weight : best));
}

/** The tunes' surprise to the mixture, and to the network alone, as {@link predictTunes} tells it. */
export function mixedTunes(tunes: readonly TwoOpinions[], weight: number): PredictedTune<"mixed" | "network">[] {
  return tunes.map((tune) => ({
    file: tune.file,
    notes: tune.network.length,
    bits: { mixed: mixedBits(tune, weight), network: mixedBits(tune, 1) },
  }));
}
