import { expect, it } from "vitest";
import { packWeights, unpackWeights } from "../../lib/model";
import { roundedToBfloat16, type tf } from "../../lib/tensorflow";
import { tinyModel } from "./tiny";

it("packs weights as TensorFlow rounds to bfloat16, and back", () => {
  const [model, other] = [tinyModel({ seed: 1 }), tinyModel({ seed: 2 })];
  const packed = packWeights(model);
  expect(packed.length).toBe(2 * model.parameters);
  unpackWeights(other, packed);
  model.weights.forEach(({ name, variable }, i) => {
    const rounded = roundedToBfloat16<tf.Tensor>(variable);
    expect([...other.weights[i].variable.dataSync()], name).toEqual([...rounded.dataSync()]);
    rounded.dispose();
  });
  expect(() => unpackWeights(other, packed.subarray(2))).toThrow(/bytes of weights for a model of/);
  [model, other].forEach((each) => each.dispose());
});
