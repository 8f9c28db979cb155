import { afterAll, describe, expect, it } from "vitest";
import { crossEntropy, openDecoder, PointerModel } from "../../lib/model";
import { generate, sample } from "../../lib/generation";
import { tf } from "../../lib/tensorflow";
import { type Arrays, difference, runKeras, toArray } from "./keras";

const values = { pitches: [60, 62, 64, 64, 67, 90], lengths: [12, 12, 6, 24, 8, 36] };
const model = new PointerModel({ notes: values, units: [32], dropout: 0, seed: 5 });
const plain = new PointerModel({ notes: values, units: [32], dropout: 0, seed: 5, pointer: false });
afterAll(() => [model, plain].forEach((each) => each.dispose()));

const [B, T] = [3, 7];
const targets = Array.from({ length: B }, (_, b) => Array.from({ length: T }, (_, t) => (b + t * t + (t >> 1)) % 6));
const notes = targets.map((row) => [-1, ...row.slice(0, T - 1)]);
const counted = targets.map((row, b) => row.map((_, t) => Number(t < T - b)));
const int = (rows: number[][]) => tf.tensor2d(rows, [rows.length, rows[0].length], "int32");
const scores = (of: PointerModel, read = notes) => of.training.apply([int(read), int(read)]) as tf.Tensor3D;

describe("the model that points back", () => {
  it("has the probabilities, the loss and the gradients of another implementation", () => {
    const weights = Object.fromEntries(model.weights.map(({ name, variable }) => [name, toArray(variable)]));
    const expected = runKeras<Arrays>("model/keras_pointer_model.py", { ...values, weights, notes, targets, counted });
    tf.tidy(() => {
      expect(difference(tf.exp(scores(model)).dataSync(), expected.p.data)).toBeLessThanOrEqual(1);
      const variables = model.weights.map(({ variable }) => variable);
      const { value, grads } = tf.variableGrads(
        () => crossEntropy(scores(model), int(targets), tf.tensor2d(counted)),
        variables,
      );
      expect(difference(value.dataSync(), expected.loss.data)).toBeLessThanOrEqual(1);
      for (const { name, variable } of model.weights) {
        const ours = grads[variable.name].dataSync();
        expect(difference(ours, expected[`d ${name}`].data), name).toBeLessThanOrEqual(1);
        expect(Math.max(...ours.map(Math.abs)), name).toBeGreaterThan(1e-6);
      }
    });
  }, 120_000);

  it("gives probabilities, which notes to come do not change", () => {
    tf.tidy(() => {
      const changed = notes.map((row) => row.map((note, t) => (t < 5 ? note : 5 - note)));
      for (const each of [model, plain]) {
        const p = tf.softmax(scores(each));
        for (const sum of p.sum(2).dataSync()) expect(sum).toBeCloseTo(1, 5);
        const [before, after] = [scores(each), scores(each, changed)].map((s) => tf.slice(s, [0, 0, 0], [B, 5, -1]));
        expect(difference(after.dataSync(), before.dataSync())).toBeLessThanOrEqual(1);
      }
    });
  });

  it("steps on as it was trained", () => {
    tf.tidy(() => {
      for (const each of [model, plain]) {
        const expected = scores(each);
        const at = (t: number) => tf.squeeze(tf.slice(expected, [0, t, 0], [B, 1, -1]), [1]).dataSync();
        const prompts = int(targets.map((row) => row.slice(0, 3)));
        let { decoder, state } = openDecoder(each, prompts);
        for (let t = 3; t < T; t++) {
          const read = t === 3 ? new Array<number>(B).fill(-1) : targets.map((row) => row[t - 1]);
          const next = decoder.step(state, tf.tensor1d(read, "int32"));
          expect(difference(next.scores.dataSync(), at(t)), `note ${t}`).toBeLessThanOrEqual(1);
          state = next.state;
        }
      }
    });
  });

  it("composes by every search, the same for one prompt as among several", () => {
    const prompts = targets.map((row) => Int32Array.from(row.slice(0, 4)));
    const pieces = generate(model, prompts, { length: 9 });
    expect(pieces.map(({ length }) => length)).toEqual([9, 9, 9]);
    expect(generate(model, [prompts[1]], { length: 9 })[0]).toEqual(pieces[1]);
    const drawn = (seed: number) => generate(model, prompts, { length: 30, seed, strategy: sample({ topP: 0.9 }) });
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2)).not.toEqual(drawn(1));
  });

  it("says where it points: nowhere before the first note, never ahead, in all 1", () => {
    const weights = model.pointsAt(Int32Array.from(targets[0]));
    expect(weights.length).toBe(T * (1 + T));
    for (let t = 0; t < T; t++) {
      const row = weights.subarray(t * (1 + T), (t + 1) * (1 + T));
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(row.map((weight) => Number(weight > 0))).toEqual(Float32Array.from(row, (_, k) => Number(k <= t)));
    }
    expect(() => plain.pointsAt(Int32Array.of(1))).toThrow(/does not point/);
  });

  it("leaves no tensors behind", () => {
    const before = tf.memory().numTensors;
    tf.dispose(tf.tidy(() => scores(model)));
    generate(model, [Int32Array.of(1, 2)], { length: 3 });
    model.pointsAt(Int32Array.of(1, 2, 3));
    expect(tf.memory().numTensors).toBe(before);
  });
});
