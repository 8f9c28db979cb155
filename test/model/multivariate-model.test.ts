/** The model with several numbers a note, in and out. */
import { afterAll, describe, expect, it } from "vitest";
import { beam, generate, sample } from "../../lib/generation";
import { multiHot, MultivariateModel, openDecoder } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { difference, runKeras, toArray } from "./keras";

const sizes = [7, 2, 3, 4];
/** What the indices 0 to 9 of a training window stand for. */
const steps = Array.from({ length: 10 }, (_, i) => [(3 * i) % 7, i % 2, (i * i) % 3, (i >> 1) % 4]);
const config = { sizes, steps, units: [16, 8], dropout: 0, seed: 4 };
const chained = new MultivariateModel(config);
const independent = new MultivariateModel({ ...config, chained: false });
const both = [
  { name: "chained", model: chained },
  { name: "independent", model: independent },
];
afterAll(() => [chained, independent].forEach((model) => model.dispose()));

const [B, T] = [3, 5];
const target = Array.from({ length: B }, (_, b) => Array.from({ length: T }, (_, t) => (b + t * t + (t >> 1)) % 10));
const encoder = target.map((row) => row.map((note) => (note * 7 + 1) % 10));
const decoder = target.map((row) => [-1, ...row.slice(0, -1)]);
const counted = target.map((row, b) => row.map((_, t) => Number(t < T - b)));
const int = (rows: number[][]) => tf.tensor2d(rows, [rows.length, rows[0].length], "int32");
const judged = (played = decoder, wanted = target) => ({
  inputs: [int(encoder), int(played)],
  targets: tf.transpose(int(wanted)),
  counted: tf.transpose(tf.tensor2d(counted)),
});
const stepsOf = (indices: number[][]) => indices.map((row) => row.map((i) => steps[i] ?? sizes.map(() => -1)));

it("four one-hot rows stand side by side; the start symbol has none", () => {
  tf.tidy(() => {
    const steps = [
      [1, 0, 2],
      [-1, -1, -1],
    ];
    expect(multiHot(int(steps), [2, 1, 3]).arraySync()).toEqual([
      [0, 1, 1, 0, 0, 1],
      [0, 0, 0, 0, 0, 0],
    ]);
    // Further numbers are not looked at.
    expect(multiHot(int(steps), [2]).arraySync()).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });
});

describe.each(both)("$name, against Keras with four inputs and four outputs", ({ model }) => {
  it("the same parameters, losses, accuracy and gradients", () => {
    interface Expected {
      loss: number;
      losses: number[];
      accuracy: number;
      parameters: number;
      gradients: Record<string, number[]>;
    }
    const weights = Object.fromEntries(model.weights.map(({ name, variable }) => [name, toArray(variable)]));
    const expected = runKeras<Expected>("model/keras_multivariate.py", {
      ...{ ...config, chained: model.chained, weights, counted },
      ...{ encoder: stepsOf(encoder), decoder: stepsOf(decoder), target: stepsOf(target) },
    });
    expect(model.parameters).toBe(expected.parameters);
    tf.tidy(() => {
      const { losses } = model.costs(judged());
      losses.forEach((loss, f) => expect(Math.abs(loss.dataSync()[0] - expected.losses[f])).toBeLessThan(1e-5));
      expect(model.judge(judged()).accuracy.dataSync()[0]).toBeCloseTo(expected.accuracy, 6);
      const variables = model.weights.map(({ variable }) => variable);
      const { value, grads } = tf.variableGrads(() => model.judge(judged()).loss, variables);
      expect(Math.abs(value.dataSync()[0] - expected.loss)).toBeLessThan(1e-5);
      for (const { name, variable } of model.weights) {
        const ours = grads[variable.name].dataSync();
        expect(difference(ours, expected.gradients[name]), name).toBeLessThanOrEqual(1);
        expect(Math.max(...ours.map(Math.abs)), name).toBeGreaterThan(1e-6);
      }
    });
  }, 120_000);
});

describe.each(both)("$name", ({ model }) => {
  it("steps on, number by number, as it was trained", () => {
    tf.tidy(() => {
      const { scores } = model.costs(judged()); // rows of time-major windows
      let { decoder: open, state } = openDecoder(model, int(stepsOf(encoder).map((row) => row.flat())));
      expect(open.vocabulary).toBe(7);
      const numbers = stepsOf(target).map((row) => row.flat());
      for (let n = 0; n < 4 * T; n++) {
        const told = n === 0 ? new Array<number>(B).fill(-1) : numbers.map((row) => row[n - 1]);
        const next = open.step(state, tf.tensor1d(told, "int32"));
        const [t, f] = [Math.floor(n / 4), n % 4];
        const own = tf.slice(next.scores, [0, 0], [B, sizes[f]]).dataSync();
        const expected = tf.slice(scores[f], [t * B, 0], [B, sizes[f]]).dataSync();
        expect(difference(own, expected), `note ${t}, number ${f}`).toBeLessThanOrEqual(1);
        if (sizes[f] < 7) expect(tf.max(tf.slice(next.scores, [0, sizes[f]], [B, -1])).dataSync()[0]).toBe(-1e9);
        state = next.state;
      }
    });
  });

  it("composes whole notes by every search, the same for one prompt as among several", () => {
    const prompts = stepsOf(encoder).map((row) => Int32Array.from(row.flat()));
    for (const strategy of [undefined, sample({ topP: 0.9 }), beam({ width: 3 })]) {
      const pieces = generate(model, prompts, { length: 4 * 6, strategy });
      pieces.forEach((piece) => piece.forEach((number, i) => expect(number).toBeLessThan(sizes[i % 4])));
      expect(generate(model, [prompts[0]], { length: 4 * 6, strategy })[0]).toEqual(pieces[0]);
    }
  });
});

it("with a chain what was chosen of a note matters to the rest of it, without one it does not", () => {
  tf.tidy(() => {
    const other = target.map((row) => row.map((note) => (note + 3) % 10));
    const [a, b] = [target, other].map((wanted) =>
      both.map(({ model }) => model.costs(judged(decoder, wanted)).scores),
    );
    both.forEach((_, m) => {
      const moved = a[m].map((scores, f) => difference(b[m][f].dataSync(), scores.dataSync()) > 1);
      expect(moved).toEqual(m === 0 ? [false, true, true, true] : [false, false, false, false]);
    });
  });
});

it("refuses a prompt that is not of whole notes", () => {
  expect(() => generate(chained, [Int32Array.of(1, 1, 1)], { length: 4 })).toThrow("3 numbers is not of whole notes");
});

it("leaves no tensors behind", () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => void chained.judge(judged()));
  generate(chained, [Int32Array.of(1, 0, 1, 2)], { length: 8 });
  expect(tf.memory().numTensors).toBe(before);
});
