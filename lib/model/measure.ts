/** Times each implementation on small pieces of the model's work: what the set-up does once, in a second or two. */
import { type Precision, tf } from "../tensorflow";
import { implementations } from "./choice";
import type { DecoderWeights, Implementation } from "./implementation";
import type { LstmWeights } from "./lstm-ops";
import type { Measurement, Part } from "./measured";
import { race } from "./race";

/** Units of the presets' models. */
const UNITS = [64, 256, 1024];
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

/** Times all implementations at every part, size and precision. */
export function measureImplementations(precisions: readonly Precision[]): Measurement[] {
  const measurements: Measurement[] = [];
  const measure = (part: Part, units: number, precision: Precision, batch: number) => {
    // Who was hopeless at the size before might take minutes at this one.
    const before = [...measurements]
      .reverse()
      .find((m) => m.part === part && m.precision === precision && m.batch === batch);
    const hopeless = (name: string) => before !== undefined && isHopeless(before.seconds, name);
    const able = implementations.filter((each) => each.present() && each.fits(units) && !hopeless(each.name));
    tf.tidy(() => {
      const turnOf = tasks[part](units, precision, batch);
      const result = race(able.map((by) => ({ name: by.name, turn: inTidy(turnOf(by)) })));
      measurements.push({ part, units, precision, batch, ...result });
    });
  };
  for (const units of UNITS) {
    for (const precision of precisions) {
      measure("lstm", units, precision, BATCH);
      measure("dense", units, precision, BATCH);
    }
    for (const batch of [1, BATCH]) measure("decoder", units, "float32", batch);
  }
  return measurements;
}

/** So many times the fastest one's time: not by chance. And so long a turn, s: at the next size it would be 16 times that. */
const [HOPELESS, LONG] = [5, 0.1];

function isHopeless(seconds: Readonly<Record<string, number>>, name: string): boolean {
  return !(seconds[name] <= Math.max(LONG, HOPELESS * Math.min(...Object.values(seconds))));
}

const inTidy = (work: () => unknown) => () => {
  tf.tidy(() => void work());
};

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
