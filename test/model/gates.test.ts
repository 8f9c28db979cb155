import { expect, it } from "vitest";
import { gatesOf, Seq2Seq } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

const model = new Seq2Seq({ vocabulary: 5, units: [3, 4], dropout: 0, seed: 7 });
const notes = Int32Array.of(2, 0, 4, 4, 1);

/** The equations once more, in doubles, unit by unit. */
function written(read: Int32Array) {
  const [layer] = model.encoderLayers;
  const U = layer.units;
  const [W, R, b] = [layer.kernel, layer.recurrentKernel, layer.bias].map((weight) => weight.read().dataSync());
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  let h = new Array<number>(U).fill(0);
  let c = [...h];
  return [...read].map((note) => {
    const z = Array.from({ length: 4 * U }, (_, k) => {
      const recurrent = h.reduce((sum, value, u) => sum + value * R[u * 4 * U + k], 0);
      return (note < 0 ? 0 : W[note * 4 * U + k]) + recurrent + b[k];
    });
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) =>
      z.slice(gate * U, (gate + 1) * U).map(gate === 2 ? Math.tanh : sigmoid),
    );
    c = c.map((value, u) => f[u] * value + i[u] * g[u]);
    h = c.map((value, u) => o[u] * Math.tanh(value));
    return { i, f, g, o, c, h };
  });
}

it.each([notes, Int32Array.of(-1, 3)])("the gates at each note are those of the equations: %s", (read) => {
  const trace = gatesOf(model.encoderLayers[0], read);
  written(read).forEach((step, t) => {
    for (const [name, values] of Object.entries(step))
      expect(Array.from(trace[name as keyof typeof trace][t])).toEqual(values.map((v) => expect.closeTo(v, 5)));
  });
});

it("its last states are those that the encoder gives the decoder, and no tensor is left", () => {
  const before = tf.memory().numTensors;
  const { h, c } = gatesOf(model.encoderLayers[0], notes);
  expect(tf.memory().numTensors).toBe(before);
  const states = tf.tidy(() =>
    (model.encoder.predict(tf.tensor2d(notes, [1, 5], "int32")) as tf.Tensor[]).map((state) => [...state.dataSync()]),
  );
  expect([...h[4]]).toEqual(states[0].map((v) => expect.closeTo(v, 5)));
  expect([...c[4]]).toEqual(states[1].map((v) => expect.closeTo(v, 5)));
});

it("names a note that the layer does not know", () => {
  expect(() => gatesOf(model.encoderLayers[0], Int32Array.of(0, 5))).toThrow("There is no note 5; the layer encoder_1");
});
