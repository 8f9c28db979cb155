import { afterEach, describe, expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { openDecoder, type Seq2Seq, type Seq2SeqConfig } from "../../lib/model";
import { arraysOf, plainModelOf, shapeOf } from "../../lib/play/snapshot";
import { weightsFrom } from "../../lib/play/weight-arrays";
import { tf } from "../../lib/tensorflow";
import { tinyModel } from "../model/tiny";

let model: Seq2Seq;
afterEach(() => model.dispose());

/** A model whose weights are so large that its states are far from 0, and whose biases are not all alike. */
function livelyModel(config: Partial<Seq2SeqConfig>): Seq2Seq {
  model = tinyModel(config);
  for (const [i, { variable }] of model.weights.entries()) {
    const noise = tf.randomNormal(variable.shape, 0, 0.5, "float32", i);
    variable.assign(tf.add(tf.mul(variable, 2), noise));
    noise.dispose();
  }
  return model;
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe.each([
  ["one layer", { units: [5] }],
  ["two layers", { units: [16, 16] }],
  ["three layers of different size", { units: [12, 7, 9] }],
  ["the top layer's states for all", { units: [8, 8], states: "top-layer" as const }],
])("the plain model, %s", (_, config) => {
  it("has the states and scores of lib/model, within 1e-5, note after note", () => {
    livelyModel({ ...config, vocabulary: 11 });
    const plain = plainModelOf(model);
    const prompt = [3, 10, 0, 7, 7, 2, 9];
    let states = plain.read(prompt);
    tf.tidy(() => {
      const opened = openDecoder(model, tf.tensor2d([prompt], [1, prompt.length], "int32"));
      let { state } = opened;
      const compare = () =>
        states.forEach(({ h, c }, i) => {
          expect(largestDifference(h, state.tensors[2 * i].dataSync())).toBeLessThan(1e-5);
          expect(largestDifference(c, state.tensors[2 * i + 1].dataSync())).toBeLessThan(1e-5);
        });
      compare();
      for (const note of [START, 4, 4, 10, 0, 1, 8, 5]) {
        const next = opened.decoder.step(state, tf.tensor1d([note], "int32"));
        const own = plain.step(states, note);
        expect(largestDifference(own.scores, next.scores.dataSync())).toBeLessThan(1e-5);
        [states, state] = [own.states, next.state];
        compare();
      }
    });
  });
});

it("leaves the states it is given as they were", () => {
  livelyModel({});
  const plain = plainModelOf(model);
  const states = plain.read([1, 2]);
  const before = states.map(({ h }) => [...h]);
  plain.step(states, 3);
  expect(states.map(({ h }) => [...h])).toEqual(before);
});

it("is not made of the weights of another model", () => {
  model = tinyModel({});
  const arrays = arraysOf(model);
  expect(() => weightsFrom(arrays, { ...shapeOf(model), vocabulary: 8 })).toThrow(
    "encoder_1/kernel has 168 of 192 values",
  );
  arrays.delete("logits/bias");
  expect(() => weightsFrom(arrays, shapeOf(model))).toThrow("logits/bias has no of 7 values");
});
