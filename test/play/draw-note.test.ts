import { expect, it } from "vitest";
import { drawNotes } from "../../lib/model";
import { chancesOf, drawNote } from "../../lib/play";
import { mix } from "../../lib/dataset";
import { tf } from "../../lib/tensorflow";

const SIZE = 40;
const scores = Float32Array.from({ length: SIZE }, (_, i) => (mix(1, i % 31) / 2 ** 32) * 8 - 4); // some are equal
const all = { temperature: 1, topK: Infinity, topP: 1 };

it.each([
  ["as they are", all],
  ["cooled", { ...all, temperature: 0.3 }],
  ["the best 6", { ...all, topK: 6 }],
  ["the nucleus", { ...all, temperature: 2, topP: 0.55 }],
  ["the nucleus of the best 12", { temperature: 0.9, topK: 12, topP: 0.9 }],
])("draws what TensorFlow's operations draw: %s", (_, sampling) => {
  const chances = Float32Array.from({ length: 500 }, (_, i) => (i + 0.5) / 500);
  const theirs = tf.tidy(() =>
    drawNotes(tf.tile(tf.tensor2d(scores, [1, SIZE]), [chances.length, 1]), tf.tensor1d(chances), sampling).dataSync(),
  );
  const from = chancesOf(scores, sampling);
  const ours = Array.from(chances, (chance) => drawNote(from, chance));
  const different = ours.filter((note, i) => note !== theirs[i]).length;
  expect(different).toBeLessThanOrEqual(1); // a chance within rounding of where two notes meet
});

it("at temperature 0 takes the likeliest, of equal ones the lowest", () => {
  const from = chancesOf(Float32Array.of(1, 3, 3, 2), { ...all, temperature: 0 });
  expect([drawNote(from, 0), drawNote(from, 0.999)]).toEqual([1, 1]);
});
