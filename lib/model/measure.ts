/** Times each implementation on small pieces of the model's work: what the set-up does once, in a second or two. */
import { type Precision, tf } from "../tensorflow";
import { implementations } from "./choice";
import type { DecoderWeights, Implementation } from "./implementation";
import type { LstmWeights } from "./lstm-ops";
import type { Measurement, Part } from "./measured";

/** Units of the presets' models. */
const UNITS = [64, 256, 1024];
const PRECISIONS: Precision[] = ["float32", "bfloat16"];
const [VOCABULARY, BATCH] = [512, 64];

/** Makes what `part` needs, of so many units, and hands back a turn of an implementation at it. Within a tidy. */
type Task = (units: number, precision: Precision, batch: number) => (by: Implementation) => () => void;

const tasks: Record<Part, Task> = {
  lstm(units, precision, batch) {
    const timesteps = 16;
    const notes = tf.zeros<tf.Rank.R2>([timesteps, batch], "int32");
    const weights = lstmWeights(VOCABULARY, units);
    const last = wave([batch, units]) as tf.Tensor2D;
    const each = wave([timesteps, batch, units]) as tf.Tensor3D;
    return (by) => () => {
      const trace = by.forward(notes, weights, null, precision);
      by.backward(notes, weights, trace, { h: each, hT: last, cT: last }, precision);
    };
  },
  dense(units, precision, batch) {
    const x = wave([10 * batch, units]);
    const [kernel, dy] = [wave([units, VOCABULARY]), wave([10 * batch, VOCABULARY])];
    return (by) => () => {
      by.product(x, kernel, { precision });
      by.product(dy, kernel, { precision, transposeB: true });
      by.product(x, dy, { precision, transposeA: true });
    };
  },
  decoder(units, _, batch) {
    const weights: DecoderWeights = {
      layers: [lstmWeights(VOCABULARY, units)],
      kernel: wave([units, VOCABULARY]) as tf.Tensor2D,
      bias: wave([VOCABULARY]) as tf.Tensor1D,
    };
    const start = tf.fill([batch], -1, "int32") as tf.Tensor1D;
    const states = [{ h: tf.zeros<tf.Rank.R2>([batch, units]), c: tf.zeros<tf.Rank.R2>([batch, units]) }];
    const steps = 8;
    return (by) => {
      const decode = by.decoder(weights, batch);
      return () => decode(start, states, steps);
    };
  },
};

/** @param seconds for each piece of work, beside a first turn of each implementation */
export function measureImplementations(seconds = 0.1): Measurement[] {
  return UNITS.flatMap((units) => [
    ...PRECISIONS.flatMap((precision) => [
      measure("lstm", units, precision, BATCH, seconds),
      measure("dense", units, precision, BATCH, seconds),
    ]),
    ...[1, BATCH].map((batch) => measure("decoder", units, "float32", batch, seconds)),
  ]);
}

function measure(part: Part, units: number, precision: Precision, batch: number, seconds: number): Measurement {
  return tf.tidy(() => {
    const turnOf = tasks[part](units, precision, batch);
    const able = implementations.filter((each) => each.present() && each.fits(units));
    const turns = able.map((by): [string, () => void] => [by.name, turnOf(by)]);
    return { part, units, precision, batch, seconds: race(turns, seconds) } as unknown as tf.TensorContainer;
  }) as unknown as Measurement;
}

/** So many times slower in a turn of more than LONG seconds, and there is no second one. */
const [HOPELESS, LONG] = [3, 0.05];

/**
 * By name: the fastest turn, s. They take turns, so that a slow moment of the machine meets all alike; the first round
 * warms up and counts only for what is hopelessly slower.
 * @param budget s after the first round; two rounds are made in any case
 */
export function race(
  turns: readonly (readonly [string, () => void])[],
  budget: number,
  timed: (turn: () => void) => number = timeOf,
): Record<string, number> {
  const first = turns.map(([, turn]) => timed(turn));
  const hopeless = (seconds: number) => seconds > LONG && seconds > HOPELESS * Math.min(...first);
  const best = first.map((seconds) => (hopeless(seconds) ? seconds : Infinity));
  let spent = 0;
  for (let round = 0; round < 2 || (spent < budget && round < 20); round++) {
    turns.forEach(([, turn], i) => {
      if (hopeless(first[i])) return;
      const seconds = timed(turn);
      spent += seconds;
      best[i] = Math.min(best[i], seconds);
    });
  }
  return Object.fromEntries(turns.map(([name], i) => [name, best[i]]));
}

function timeOf(turn: () => void): number {
  const start = performance.now();
  tf.tidy(() => void turn());
  return (performance.now() - start) / 1000;
}

function lstmWeights(inputs: number, units: number): LstmWeights {
  return {
    kernel: wave([inputs, 4 * units]) as tf.Tensor2D,
    recurrent: wave([units, 4 * units]) as tf.Tensor2D,
    bias: wave([4 * units]) as tf.Tensor1D,
  };
}

/** Small numbers, none like its neighbours, made without JavaScript's own loops. */
function wave(shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.mul(tf.sin(tf.range(0, size)), 0.1).reshape(shape);
}
