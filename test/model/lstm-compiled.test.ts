import type { Precision } from "../../lib/tensorflow";
/** The compiled ops (`native/`) against TensorFlow's stock ops and float64. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  addImplementation,
  compiled,
  type Implementation,
  type LstmOps,
  type LstmInput,
  type LstmWeights,
  stock,
} from "../../lib/model";
import { seededUniform } from "../../lib/model/initializers";
import { dense } from "../../lib/model/logits";
import { op } from "../../lib/tensorflow/ops";
import { tf } from "../../lib/tensorflow";
import { withoutCompiled } from "./tested";

beforeEach(({ skip }) => skip(withoutCompiled, "LSTM_OPS=tensorflow"));
afterEach(() => {
  delete process.env.LSTM_PRODUCT;
});

interface Case {
  timesteps: number;
  batch: number;
  inputs: number;
  units: number;
  notes: boolean;
  initial: boolean;
}
// Sizes beside and across the ops' blocks of 32 rows, 128 rows and 512 inner elements.
const CASES: Case[] = [
  { timesteps: 1, batch: 1, inputs: 5, units: 32, notes: true, initial: true },
  { timesteps: 2, batch: 33, inputs: 7, units: 64, notes: true, initial: false },
  { timesteps: 3, batch: 31, inputs: 33, units: 96, notes: false, initial: true },
  { timesteps: 9, batch: 70, inputs: 530, units: 160, notes: false, initial: false },
  { timesteps: 4, batch: 5, inputs: 9, units: 288, notes: true, initial: true },
];
const title = ({ timesteps, batch, inputs, units, notes, initial }: Case) =>
  `T ${timesteps}, batch ${batch}, ${units} units, ${inputs} ${notes ? "notes" : "inputs"}, ${initial ? "with" : "no"} initial state`;

function draw() {
  let stream = 0;
  return <R extends tf.Rank>(shape: number[], scale = 1) =>
    seededUniform(shape, 3, stream++)
      .sub(0.5)
      .mul(2 * scale) as tf.Tensor<R>;
}

/** All that an implementation gives for a case, by name. */
function results(
  implementation: LstmOps,
  { timesteps, batch, inputs, units, notes, initial }: Case,
  precision: Precision,
): Record<string, Float32Array> {
  const values: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const random = draw();
    const indices = Int32Array.from({ length: timesteps * batch }, (_, i) => ((i * 7) % (inputs + 1)) - 1);
    const x = (
      notes ? tf.tensor2d(indices, [timesteps, batch], "int32") : random([timesteps, batch, inputs])
    ) as LstmInput;
    const weights: LstmWeights = {
      kernel: random([inputs, 4 * units], 0.5),
      recurrent: random([units, 4 * units], 1.5 * units ** -0.5),
      bias: random([4 * units]),
    };
    const state = () => random<tf.Rank.R2>([batch, units]);
    const start = initial ? { h: state(), c: state() } : null;
    const trace = implementation.forward(x, weights, start, precision);
    const gradients = implementation.backward(
      x,
      weights,
      trace,
      { h: timesteps % 2 ? random([timesteps, batch, units]) : null, hT: state(), cT: state() },
      precision,
    );
    for (const [name, tensor] of Object.entries({
      h: trace.h,
      c: trace.c,
      ...Object.fromEntries(Object.entries(gradients).map(([k, v]) => [`d ${k}`, v])),
    })) {
      if (tensor) values[name] = (tensor as tf.Tensor).dataSync().slice() as Float32Array;
    }
  });
  return values;
}

/** Norm of the difference, as a share of the norm of `b`; 0 where both are all zero. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < a.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    norm += b[i] ** 2;
  }
  return difference === 0 ? 0 : Math.sqrt(difference / norm);
}

function compare(c: Case, precision: Precision, limit: number): void {
  const expected = results(stock, c, "float32");
  const actual = results(compiled, c, precision);
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected))
    expect(distance(actual[name], values), name).toBeLessThan(limit);
}

describe("LSTM over a window against stock ops in float32", () => {
  CASES.forEach((c) => it(title(c), () => compare(c, "float32", 5e-6)));
  CASES.forEach((c) =>
    it(`${title(c)}: without a matrix unit`, () => {
      process.env.LSTM_PRODUCT = "vector";
      compare(c, "float32", 5e-6);
    }),
  );
  CASES.forEach((c) => it(`${title(c)}: bfloat16 factors`, () => compare(c, "bfloat16", 2e-2)));
  it("bfloat16 factors, without a matrix unit", () => {
    process.env.LSTM_PRODUCT = "vector";
    compare(CASES[3], "bfloat16", 2e-2);
  });
});

it("gives the same bits each time", () => {
  expect(results(compiled, CASES[3], "float32")).toEqual(results(compiled, CASES[3], "float32"));
});

it("saturates where gates do, and keeps small values' digits", () => {
  tf.tidy(() => {
    const bias = Array.from({ length: 4 * 32 }, (_, i) => [1e4, -1e4, 1e-6, 0, 3, -3][i % 6]);
    const weights: LstmWeights = {
      kernel: tf.zeros([1, 128]),
      recurrent: tf.zeros([32, 128]),
      bias: tf.tensor1d(bias),
    };
    const { h, c } = compiled.forward(tf.tensor2d([[0]], [1, 1], "int32"), weights, null, "float32");
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const [hs, cs] = [h, c].map((states) => states.dataSync().slice(32));
    for (let u = 0; u < 32; u++) {
      const cell = sigmoid(bias[u]) * Math.tanh(bias[64 + u]);
      const hidden = sigmoid(bias[96 + u]) * Math.tanh(cell);
      expect(Math.abs(cs[u] - cell)).toBeLessThanOrEqual(1e-6 * Math.abs(cell) + 1e-30);
      expect(Math.abs(hs[u] - hidden)).toBeLessThanOrEqual(1e-6 * Math.abs(hidden) + 1e-30);
    }
  });
});

describe("a dense layer's product", () => {
  const [rows, inner, columns] = [37, 1100, 45];
  const error = (precision: Precision) => {
    let result = 0;
    const remove = addImplementation(compiled);
    tf.tidy(() => {
      const random = draw();
      const [x, w] = [random<tf.Rank.R2>([rows, inner]), random<tf.Rank.R2>([inner, columns])];
      const [a, b] = [x.dataSync(), w.dataSync()];
      const exact = Float64Array.from({ length: rows * columns }, (_, at) => {
        let sum = 0;
        for (let k = 0; k < inner; k++)
          sum += a[Math.floor(at / columns) * inner + k] * b[k * columns + (at % columns)];
        return sum;
      });
      result = distance(dense(x, w, tf.zeros([columns]), precision).dataSync(), exact);
    });
    remove();
    return result;
  };
  it("in float32 is right to float32's rounding", () => expect(error("float32")).toBeLessThan(6e-7));
  it("in bfloat16 is right to bfloat16's, not better", () => {
    expect(error("bfloat16")).toBeLessThan(6e-3);
    expect(error("bfloat16")).toBeGreaterThan(1e-4);
  });
});

describe("the decoder against stock ops", () => {
  const VOCABULARY = 41;
  const draws = (units: number[], batch: number) => {
    const random = draw();
    const layers = units.map(
      (u, i): LstmWeights => ({
        kernel: random([i ? units[i - 1] : VOCABULARY, 4 * u], 0.3),
        recurrent: random([u, 4 * u], 0.1),
        bias: random([4 * u]),
      }),
    );
    return {
      weights: {
        layers,
        kernel: random<tf.Rank.R2>([units[units.length - 1], VOCABULARY]),
        bias: random<tf.Rank.R1>([VOCABULARY]),
      },
      notes: tf.tensor1d(
        Array.from({ length: batch }, (_, b) => (b % (VOCABULARY + 1)) - 1),
        "int32",
      ),
      states: units.map((u) => ({ h: random<tf.Rank.R2>([batch, u]), c: random<tf.Rank.R2>([batch, u]) })),
    };
  };
  for (const product of ["", "vector"])
    for (const units of [[64, 32], [32, 96, 64], [160]])
      for (const batch of [1, 3, 8, 9, 64]) {
        it(`units [${units}], batch ${batch}${product && ", without a matrix unit"}`, () =>
          tf.tidy(() => {
            process.env.LSTM_PRODUCT = product;
            const { weights, notes, states } = draws(units, batch);
            const runBy = (implementation: Implementation) => (steps: number) => {
              const decode = implementation.decoder(weights, batch);
              const { notes: chosen, logits, states: next } = decode(notes, states, steps);
              return {
                chosen: Array.from(chosen.dataSync()),
                rest: [logits, ...next.flatMap(({ h, c }) => [h, c])].map((tensor) => ({
                  shape: tensor.shape,
                  data: tensor.dataSync().slice(),
                })),
              };
            };
            const actual = [1, 9].map(runBy(compiled));
            [1, 9].map(runBy(stock)).forEach(({ chosen, rest }, i) => {
              expect(actual[i].chosen).toEqual(chosen);
              rest.forEach(({ shape, data }, j) => {
                expect(actual[i].rest[j].shape).toEqual(shape);
                expect(distance(actual[i].rest[j].data, data)).toBeLessThan(2e-6);
              });
            });
          }));
      }

  for (const precision of ["float32", "bfloat16"] as const)
    for (const batch of [1, 3, 64])
      it(`draws the same notes, batch ${batch}, ${precision} weights`, () =>
        tf.tidy(() => {
          const { weights, notes, states } = draws([64, 32], batch);
          const steps = 30;
          const chances = seededUniform([steps, batch], 8, 1) as tf.Tensor2D;
          for (const sampling of [
            { temperature: 1.2, topK: Infinity, topP: 1 },
            { temperature: 1, topK: 12, topP: 1 },
            { temperature: 0.8, topK: 30, topP: 0.9 },
          ]) {
            const [ours, theirs] = [compiled, stock].map(
              (by) => by.decoder({ ...weights, precision }, batch)(notes, states, steps, { chances, sampling }).notes,
            );
            // Where a chance is within rounding of two notes' border they may part, and that piece goes on differently.
            const equal = (tf.all(tf.equal(ours, theirs), 0) as tf.Tensor1D).dataSync();
            expect(equal.filter((same) => same === 0).length).toBeLessThanOrEqual(Math.floor(batch / 30));
            expect(new Set(ours.dataSync()).size).toBeGreaterThan(5);
          }
        }));

  it("with bfloat16 weights gives the scores of weights rounded so", () =>
    tf.tidy(() => {
      const { weights, notes, states } = draws([64, 32], 9);
      const by = (implementation: Implementation, precision: Precision) =>
        implementation
          .decoder({ ...weights, precision }, 9)(notes, states, 1)
          .logits.dataSync();
      expect(distance(by(compiled, "bfloat16"), by(stock, "bfloat16"))).toBeLessThan(2e-6);
      expect(distance(by(compiled, "bfloat16"), by(stock, "float32"))).toBeGreaterThan(1e-4);
    }));

  it("gives the same bits in one call and step by step", () =>
    tf.tidy(() => {
      const { weights, notes, states } = draws([64, 32], 3);
      const decode = compiled.decoder(weights, 3);
      const whole = decode(notes, states, 5);
      let last = decode(notes, states, 1);
      for (let i = 1; i < 5; i++) last = decode(tf.reshape(last.notes, [3]), last.states, 1);
      expect(last.logits.dataSync()).toEqual(whole.logits.dataSync());
      expect(last.notes.dataSync()).toEqual(whole.notes.dataSync().slice(-3));
    }));

  it("keeps nothing but what it hands out", () =>
    tf.tidy(() => {
      const { weights, notes, states } = draws([64, 32], 3);
      const decode = compiled.decoder(weights, 3);
      const before = tf.memory().numTensors;
      tf.dispose(decode(notes, states, 4) as unknown as tf.TensorContainer);
      expect(tf.memory().numTensors).toBe(before);
    }));

  it("refuses what does not fit", () => {
    tf.tidy(() => {
      const { weights, notes, states } = draws([64, 32], 3);
      expect(() => compiled.decoder(weights, 0)).toThrow("there is no sequence");
      expect(() => compiled.decoder({ ...weights, layers: [weights.layers[0], weights.layers[0]] }, 3)).toThrow(
        "shapes do not fit together",
      );
      const decode = compiled.decoder(weights, 3);
      expect(() => decode(notes, states, 0)).toThrow("there is no step");
      expect(() => decode(tf.tensor1d([1], "int32"), states, 1)).toThrow("shapes do not fit together");
      expect(() => compiled.decoder({ ...weights, bias: tf.zeros([99]) }, 3)(notes, states, 1)).toThrow(
        "packed for another shape",
      );
    });
  });
});

it("leaves no tensor behind", () => {
  results(compiled, CASES[1], "float32");
  const before = tf.memory().numTensors;
  results(compiled, CASES[1], "float32");
  expect(tf.memory().numTensors).toBe(before);
});

it("refuse matrices that do not fit, with TensorFlow's error and not a crash", () => {
  tf.tidy(() => {
    const a = tf.ones([2, 3]);
    expect(() => op("Product", [a, a], [])).toThrow();
    expect(() => op("Product", [tf.ones([0, 3]), tf.ones([3, 2])], [])).toThrow();
  });
});
