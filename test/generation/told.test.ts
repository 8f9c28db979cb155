import { expect, it } from "vitest";
import { START } from "../../lib/encoding";
import { generate, mistakes, told } from "../../lib/generation";
import { Seq2Seq } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

const model = new Seq2Seq({ vocabulary: 6, units: [5, 4], dropout: 0, seed: 3 });
const prompt = Int32Array.of(1, 4, 0, 2);

/** The decoder one step at a time, fed the notes of `truth`. */
function stepByStep(truth: Int32Array): number[] {
  return tf.tidy(() => {
    let states = model.encoder.predict(tf.tensor2d(prompt, [1, 4], "int32")) as tf.Tensor[];
    return [START, ...truth.subarray(0, -1)].map((note) => {
      const [p, ...next] = model.decoder.predict([tf.tensor2d([[note]], [1, 1], "int32"), ...states]) as tf.Tensor[];
      states = next;
      return p.argMax(-1).dataSync()[0];
    });
  });
}

it.each([Int32Array.of(5, 5, 0, 1, 2, 3), Int32Array.of(2)])("is the likeliest after the true notes: %s", (truth) => {
  const before = tf.memory().numTensors;
  const made = told(model, prompt, truth);
  expect(tf.memory().numTensors).toBe(before);
  expect([...made]).toEqual(stepByStep(truth));
});

it("told its own notes, it writes what it writes alone", () => {
  const [alone] = generate(model, [prompt], { length: 9 });
  expect(told(model, prompt, alone)).toEqual(alone);
});

it("refuses nothing, and counts mistakes as far as both go", () => {
  expect(() => told(model, prompt, new Int32Array(0))).toThrow("There is nothing to tell the model");
  expect(mistakes([1, 2, 3, 4], Int32Array.of(1, 5, 3))).toEqual([1]);
});
