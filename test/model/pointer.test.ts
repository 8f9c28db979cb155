import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attention, notesBefore } from "../../lib/model/attention";
import { pointed } from "../../lib/model/pointer";
import { tf } from "../../lib/tensorflow";
import { type Arrays, difference, runKeras, toArray } from "./keras";

const [B, T, READ, U, V] = [2, 4, 5, 3, 6];
const K = READ + T;

/** Seeded, so that a failure can be looked at again. */
const given = {
  queries: tf.randomNormal([B, T, U], 0, 1, "float32", 1) as tf.Tensor3D,
  keys: tf.randomNormal([B, K, U], 0, 1, "float32", 2) as tf.Tensor3D,
  values: tf.randomNormal([B, K, 2], 0, 1, "float32", 3) as tf.Tensor3D,
  logits: tf.randomNormal([B, T, V], 0, 1, "float32", 4) as tf.Tensor3D,
  gate: tf.randomUniform([B, T, 1], 0.1, 0.9, "float32", 5) as tf.Tensor3D,
  notes: tf.randomUniform([B, K], 0, V, "int32", 6) as tf.Tensor2D,
  targets: tf.randomUniform([B, T], 0, V, "int32", 7) as tf.Tensor2D,
  mask: notesBefore(READ, T),
};
const { queries, keys, values, logits, gate, notes, targets, mask } = given;
afterAll(() => tf.dispose(given));

/** Both opinions by a gate, [B, T, V]. */
function mixture(own: tf.Tensor3D, byPointing: tf.Tensor3D, g: tf.Tensor3D): tf.Tensor3D {
  return tf.add(tf.mul(g, tf.softmax(own)), tf.mul(tf.sub(1, g), byPointing));
}

/** Mean −ln p of the targets, by which the gradients of all the parts are compared. */
function loss(q: tf.Tensor, k: tf.Tensor, l: tf.Tensor, g: tf.Tensor): tf.Scalar {
  const weights = attention(q as tf.Tensor3D, k as tf.Tensor3D, mask);
  const p = mixture(l as tf.Tensor3D, pointed(weights, notes, V), g as tf.Tensor3D);
  return tf.neg(tf.mean(tf.log(tf.sum(tf.mul(p, tf.oneHot(targets, V)), 2)))) as tf.Scalar;
}

describe("attention and pointer", () => {
  let keras: Arrays;
  beforeAll(() => {
    const arrays = Object.fromEntries(Object.entries(given).map(([name, tensor]) => [name, toArray(tensor)]));
    keras = runKeras<Arrays>("model/keras_pointer.py", arrays);
  }, 120_000);
  const equals = (tensor: tf.Tensor, name: string) => {
    expect(tensor.shape).toEqual(keras[name].shape);
    expect(difference(tensor.dataSync(), keras[name].data)).toBeLessThanOrEqual(1);
  };

  it("look where Keras's Attention does, and find what it finds", () => {
    tf.tidy(() => {
      const weights = attention(queries, keys);
      equals(weights, "weights");
      equals(tf.matMul(weights, values), "context");
      equals(attention(queries, keys, mask), "masked");
    });
  });

  it("have TensorFlow's mixture and loss, and its gradients", () => {
    tf.tidy(() => {
      equals(mixture(logits, pointed(attention(queries, keys, mask), notes, V), gate), "mixture");
      equals(loss(queries, keys, logits, gate), "loss");
      const gradients = tf.grads(loss)([queries, keys, logits, gate]);
      ["queries", "keys", "logits", "gate"].forEach((name, i) => equals(gradients[i], `d_${name}`));
    });
  });

  it("have the gradients that small steps show", () => {
    tf.tidy(() => {
      const inputs = [queries, keys, logits, gate];
      const gradients = tf.grads(loss)(inputs);
      inputs.forEach((input, i) => {
        const at = (step: number) => {
          const moved = input.dataSync().slice();
          moved[1] += step;
          const changed = inputs.map((other, j) => (j === i ? tf.tensor(moved, input.shape) : other));
          return loss(changed[0], changed[1], changed[2], changed[3]).dataSync()[0];
        };
        const step = 1e-2;
        expect((at(step) - at(-step)) / (2 * step)).toBeCloseTo(gradients[i].dataSync()[1], 3);
      });
    });
  });

  it("give probabilities, and never point at a note that is still to come", () => {
    tf.tidy(() => {
      const weights = attention(queries, keys, mask);
      const p = mixture(logits, pointed(weights, notes, V), gate);
      for (const sum of p.sum(2).dataSync()) expect(sum).toBeCloseTo(1, 5);
      const looked = weights.arraySync();
      looked.forEach((rows) =>
        rows.forEach((row, t) => row.forEach((w, k) => expect(w > 0, `note ${t} at ${k}`).toBe(k < READ + t))),
      );
    });
  });

  it("find, by hand, the one note that followed the same state", () => {
    tf.tidy(() => {
      const states = tf.tensor3d([
        [
          [20, 0],
          [0, 20],
          [0, 0],
        ],
      ]);
      const query = tf.tensor3d([[[0, 20]]]);
      const p = pointed(attention(query, states), tf.tensor2d([[4, 2, 4]], [1, 3], "int32"), V).dataSync();
      expect(Array.from(p, Math.round)).toEqual([0, 0, 1, 0, 0, 0]);
    });
  });

  it("leave no tensors behind", () => {
    const before = tf.memory().numTensors;
    tf.dispose(attention(queries, keys, mask));
    tf.dispose(pointed(keys as unknown as tf.Tensor3D, tf.zeros([B, U], "int32"), V));
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before + 1); // the zeros
    expect(() => notesBefore(0, 3)).toThrow(/no note to look back at/);
  });
});
