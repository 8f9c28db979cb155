import type { Precision } from "../../lib/tensorflow";
import { afterEach, describe, expect, it } from "vitest";
import { addImplementation, crossEntropy } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { evaluateBatch } from "../../lib/training/evaluate";
import { trainStep } from "../../lib/training/step";
import { tested } from "./tested";
import { tinyBatch, tinyModel } from "./tiny";

const batch = tinyBatch(8, 10);
const tensor = (data: Int32Array) => tf.tensor2d(data, [batch.size, batch.timesteps], "int32");

/** Loss and gradients of a model of 32 units, all in one array each. */
function measure(precision: Precision): { loss: number; gradients: Float32Array[] } {
  const model = tinyModel({ units: [32, 32], precision });
  const { value, grads } = tf.variableGrads(() =>
    crossEntropy(
      model.training.apply([tensor(batch.encoder), tensor(batch.decoder)]) as tf.Tensor,
      tensor(batch.target),
    ),
  );
  const result = {
    loss: value.dataSync()[0],
    gradients: model.weights.map(({ variable }) => grads[variable.name].dataSync<"float32">().slice()),
  };
  model.dispose();
  return result;
}

const norm = (values: Float32Array) => Math.hypot(...values);

let restore = () => {};
afterEach(() => {
  restore();
  restore = () => {};
});

for (const implementation of tested) {
  describe(`bfloat16 products, by ${implementation.name}`, () => {
    it("stay within the rounding of 8 bits, and do differ from float32", () => {
      restore = addImplementation(implementation);
      const [exact, rounded] = [measure("float32"), measure("bfloat16")];
      expect(Math.abs(rounded.loss - exact.loss)).toBeLessThan(0.01);
      expect(rounded.gradients).not.toEqual(exact.gradients);
      exact.gradients.forEach((gradient, i) => {
        const error = gradient.map((value, k) => rounded.gradients[i][k] - value);
        expect(norm(error), `gradient ${i}`).toBeLessThan(0.03 * norm(gradient));
      });
    });

    it("learn as float32 does", () => {
      restore = addImplementation(implementation);
      const train = (precision: Precision) => {
        const model = tinyModel({ units: [32, 32], precision });
        const adam = new Adam({ learningRate: 0.01 });
        for (let step = 0; step < 60; step++) trainStep(model, adam, batch, step);
        const { loss } = evaluateBatch(model, batch);
        model.dispose();
        adam.dispose();
        return loss;
      };
      const [exact, rounded] = [train("float32"), train("bfloat16")];
      expect(exact).toBeLessThan(1);
      expect(Math.abs(rounded - exact)).toBeLessThan(0.2);
    });
  });
}
