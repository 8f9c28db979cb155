import { expect, it } from "vitest";
import { mark, training } from "../../lib/exercise";
import { tf } from "../../lib/tensorflow";
import { holds } from "./holds";

type Loss = (weight: number) => number;
const slope =
  (divideBy: number, forward = 1, h = 1e-4) =>
  (loss: Loss, weight: number) =>
    (forward * (loss(weight + h) - loss(weight - h))) / (divideBy * h);
const change = (loss: Loss, weight: number) => loss(weight + 0.01) - loss(weight - 0.01);
const oneSided = (loss: Loss, weight: number) => (loss(weight + 0.1) - loss(weight)) / 0.1;

const batch = (decoder: number[], size = 2, notes = [0, 1, 2, 3, 3, 2, 1, 0]) => ({
  size,
  timesteps: 4,
  encoder: Int32Array.from(notes),
  decoder: Int32Array.from(decoder),
  target: Int32Array.from(notes),
});
const late = [-1, 0, 1, 2, -1, 3, 2, 1];

holds("hesitation", training.hesitation, 4, 1.386, 5, 16, 3.2);
holds("slope", training.slope, slope(2), slope(2, -1), slope(1), change, oneSided);
holds("biasGradient", training.biasGradient, -0.3, 0.3, -0.05, 0.5);
holds(
  "batch",
  training.batch,
  batch(late),
  batch(late, 1),
  batch(late, 2, [0, 1, 2, 3]),
  batch([-1, 0, 1, 2, 3, 3, 2, 1]),
  batch([0, 1, 2, 3, 3, 2, 1, 0]),
);
holds("rate", training.rate, [0.05, 0.1], -0.1, 0.02, 0.001, 1);

it("no tensor is left of the toys that the check of the rate trains", () => {
  mark(training.rate, 0.07);
  const before = tf.memory().numTensors;
  mark(training.rate, 0.06);
  expect(tf.memory().numTensors).toBe(before);
});
