/** How far to trust a mean over a few songs. */
import { mix } from "../dataset";
import { quantile } from "../encoding";

/** A mean, and between which values 95 % of the means of resampled songs lie. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/** Of one song: a mean over its notes, and how many there are (or what else it should weigh). */
export interface Measured {
  value: number;
  weight: number;
}

/**
 * The weighted mean over songs, with its 95 % interval by the bootstrap (Efron, 1979; percentiles): the songs are drawn
 * anew, as many, with repetition, and how much the mean moves then says how much hangs on which songs there are. Songs
 * are drawn, not notes, because the notes of one song are alike. With a single song the interval is a point, which
 * says nothing.
 * @param seed the same gives the same interval.
 * @throws Error for no songs.
 */
export function bootstrap(songs: readonly Measured[], { resamples = 10_000, seed = 1 } = {}): Interval {
  if (songs.length === 0) throw new Error("No songs to take a mean of; use a larger collection.");
  const n = songs.length;
  const means = Float64Array.from({ length: resamples }, (_, r) => {
    const draw = (i: number) => songs[Math.floor((mix(seed, r, i) / 2 ** 32) * n)];
    return meanOf(Array.from({ length: n }, (_, i) => draw(i)));
  });
  return { mean: meanOf(songs), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

function meanOf(songs: readonly Measured[]): number {
  let sum = 0;
  let weights = 0;
  for (const { value, weight } of songs) {
    sum += value * weight;
    weights += weight;
  }
  return sum / weights;
}
