import { expect, it } from "vitest";
import { modelling } from "../../lib/exercise";
import type { CellWeights } from "../../lib/exercise/modelling";
import { lstmStep, sigmoid, type StepMistakes, type StepState, type StepWeights } from "../../lib/exercise/lstm-step";
import { Lstm } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { holds } from "./holds";

holds("halfOpen", modelling.halfOpen, -0.415, -0.762, 0.163, 0.0815, 0.415);
holds("count", modelling.count, 600, 150, 560, 200, 240);

it("count and halfOpen are what the layer says", () => {
  const layer = new Lstm({ units: 10 });
  layer.build([1, 3, 4]);
  expect(layer.countParams()).toBe(600);
  const cell = new Lstm({ units: 1, returnState: true });
  cell.build([1, 3, 1]);
  cell.setWeights([tf.tensor2d([[0, 0, 1, 0]]), tf.tensor2d([[0, 0, 0, 0]]), tf.tensor1d([20, 0, 0, 20])]);
  const [, , c] = cell.apply(tf.tensor3d([0.5, 0.5, -1], [1, 3, 1])) as tf.Tensor[];
  expect(c.dataSync()[0]).toBeCloseTo(-0.415, 3);
});

type Softmax = (logits: readonly number[]) => number[];
const shares = (values: number[]) => values.map((v) => v / values.reduce((a, b) => a + b));
holds<Softmax>(
  "softmax",
  modelling.softmax,
  [
    (logits) => shares(logits.map((v) => Math.exp(v - Math.max(...logits)))),
    (logits) => [...tf.softmax(tf.tensor1d([...logits])).dataSync()],
  ],
  (logits) => logits.map(Math.exp),
  (logits) => shares([...logits]),
  (logits) => logits.map(sigmoid),
  (logits) => shares(logits.map(Math.exp)),
);

type Step = (x: readonly number[], state: StepState, weights: StepWeights) => StepState;
const wrong =
  (mistakes: StepMistakes): Step =>
  (x, state, weights) =>
    lstmStep(x, state, weights, mistakes);
const linear = (x: number) => x;

/** The step by the layer that the models are made of. */
const byLayer: Step = (x, { h, c }, { kernel, recurrent, bias }) => {
  const layer = new Lstm({ units: c.length, returnState: true });
  layer.build([1, 1, x.length]);
  layer.setWeights([tf.tensor2d(kernel), tf.tensor2d(recurrent), tf.tensor1d(bias)]);
  const inputs = [tf.tensor3d([[[...x]]]), tf.tensor2d([h]), tf.tensor2d([c])];
  const [, h1, c1] = layer.apply(inputs) as tf.Tensor[];
  return { h: [...h1.dataSync()], c: [...c1.dataSync()] };
};

holds<Step>(
  "layer",
  modelling.layer,
  [byLayer, (x, state, weights) => lstmStep(x, state, weights)],
  wrong({ shown: linear }),
  wrong({ order: [1, 0, 2, 3] }),
  wrong({ recurrent: 0 }),
  wrong({ candidate: sigmoid }),
  wrong({ order: [0, 1, 3, 2] }),
);

const cell = (b: number[], w = [0, 0, 20, 0]): CellWeights => ({ w, r: [0, 0, 0, 0], b });
holds(
  "fading",
  modelling.fading,
  cell([20, 0, 0, 20]),
  cell([20, 20, 0, 20]),
  cell([20, -20, 0, 20]),
  cell([-20, 0, 0, 20]),
  cell([0, 20, 0, 20]),
);
