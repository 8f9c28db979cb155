import { beforeAll, describe, expect, it } from "vitest";
import { backend } from "../../lib/tensorflow/ops";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { difference, runKeras } from "../model/keras";

const START = [1, -2, 0.5, 3e-4];
// Large, small, zero and changing sign.
const GRADIENTS = [
  [1, -20, 0, 1e-6],
  [1.5, 3, 0, -1e-6],
  [-2, 0.1, 1e-3, 0],
  [0, 4, -1e-3, 5e-7],
  [1, 1, 1, 1],
  [0.5, -8, 0, 2],
];
const OPTIONS = [{ learning_rate: 2e-3 }, { learning_rate: 0.1, beta_1: 0.8, beta_2: 0.95, epsilon: 1e-3 }];

const handles = () => backend().binding.getNumOfTensors();

const weight = (values: number[] | Float32Array = START) => tf.tidy(() => tf.variable(tf.tensor1d(values)));

/** Applies the gradients from `first` on; returns the weight after each step. */
function run(adam: Adam, variable: tf.Variable, gradients: number[][]): Float32Array[] {
  return gradients.map((values) => {
    const gradient = tf.tensor1d(values);
    adam.apply([{ name: "w", variable, gradient }]);
    gradient.dispose();
    return variable.dataSync<"float32">().slice();
  });
}

describe("Adam", () => {
  let expected: { weight: number[]; m: number[]; v: number[] }[][];
  beforeAll(() => {
    expected = OPTIONS.map((options) =>
      runKeras("training/keras_adam.py", { start: START, gradients: GRADIENTS, options }),
    );
  });

  OPTIONS.forEach((o, i) =>
    it(`agrees with Keras, step by step: ${JSON.stringify(o)}`, () => {
      const adam = new Adam({ learningRate: o.learning_rate, beta1: o.beta_1, beta2: o.beta_2, epsilon: o.epsilon });
      const variable = weight();
      run(adam, variable, GRADIENTS).forEach((values, step) => {
        expect(difference(values, expected[i][step].weight, 1e-7, 1e-6), `step ${step}`).toBeLessThanOrEqual(1);
      });
      expect(adam.step).toBe(GRADIENTS.length);
      const state = Object.fromEntries(adam.state().map(({ name, data }) => [name, data]));
      expect(Object.keys(state)).toEqual(["step", "w/m", "w/v"]);
      expect(difference(state["w/m"], expected[i][5].m, 1e-9, 1e-5)).toBeLessThanOrEqual(1);
      // TensorFlow's op takes 1 - β2 in float32, which for 0.999 is 1.3e-5 off; Keras takes it in double.
      expect(difference(state["w/v"], expected[i][5].v, 1e-12, 2e-5)).toBeLessThanOrEqual(1);
      variable.dispose();
      adam.dispose();
    }),
  );

  it("goes on from a saved state bit for bit", () => {
    const whole = weight();
    const first = new Adam({ learningRate: 0.01 });
    const uninterrupted = run(first, whole, GRADIENTS);

    const half = weight();
    const before = new Adam({ learningRate: 0.01 });
    run(before, half, GRADIENTS.slice(0, 3));
    const state = before.state();
    const resumed = weight(half.dataSync<"float32">());
    const after = new Adam({ learningRate: 0.01 });
    after.setState(state);
    expect(after.step).toBe(3);
    expect(after.state()).toEqual(state);
    expect(run(after, resumed, GRADIENTS.slice(3))).toEqual(uninterrupted.slice(3));
    tf.dispose([whole, half, resumed]);
    [first, before, after].forEach((adam) => adam.dispose());
  });

  it("takes over a weight that was set in between", () => {
    const [a, b] = [weight(), weight([0, 0, 0, 0])];
    const [one, two] = [new Adam({ learningRate: 0.01 }), new Adam({ learningRate: 0.01 })];
    const [moved] = run(one, a, GRADIENTS.slice(0, 1));
    run(two, b, GRADIENTS.slice(0, 1));
    b.assign(tf.tensor1d(moved));
    expect(run(two, b, GRADIENTS.slice(1, 3))).toEqual(run(one, a, GRADIENTS.slice(1, 3)));
    tf.dispose([a, b]);
    [one, two].forEach((adam) => adam.dispose());
  });

  it("leaves copies of a weight as they were", () => {
    const variable = weight();
    const adam = new Adam({ learningRate: 0.1 });
    run(adam, variable, GRADIENTS.slice(0, 1));
    const copy = variable.clone();
    const values = copy.dataSync().slice();
    const [next] = run(adam, variable, GRADIENTS.slice(1, 2));
    expect(copy.dataSync()).toEqual(values);
    expect(next).not.toEqual(values);
    tf.dispose([variable, copy]);
    adam.dispose();
  });

  it("leaves nothing behind, in TF.js or in TensorFlow", () => {
    const variable = weight();
    const adam = new Adam({ learningRate: 0.1 });
    tf.neg(variable).dispose(); // only now is the weight in TensorFlow's memory
    const before = [tf.memory().numTensors, handles()];
    run(adam, variable, GRADIENTS);
    adam.state();
    adam.dispose();
    expect([tf.memory().numTensors, handles()]).toEqual(before);
    variable.dispose();
  });

  it("refuses a state that is none", () => {
    expect(() => new Adam({ learningRate: 0.1 }).setState([])).toThrow("lacks the step");
  });
});
