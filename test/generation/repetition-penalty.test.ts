import { expect, it } from "vitest";
import { argmax, generate, repetitionPenalty } from "../../lib/generation";
import { Seq2Seq } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

const model = new Seq2Seq({ vocabulary: 20, units: [32, 32], seed: 1, dropout: 0, states: "each-layer" });
const prompts = [Int32Array.from([1, 2, 3, 4]), Int32Array.from([7, 7, 1, 0])];
const pieces = (penalty: number, length = 16) =>
  generate(model, prompts, { length, strategy: repetitionPenalty(penalty) });

it("is argmax without a penalty, and leaves no tensors behind", () => {
  const before = tf.memory().numTensors;
  expect(pieces(0)).toEqual(generate(model, prompts, { length: 16, strategy: argmax }));
  expect(tf.memory().numTensors).toBe(before);
});

it("plays each note once before it repeats one, when the penalty is beyond all scores", () => {
  const order = pieces(1e6, 40);
  for (const piece of order) expect(new Set(piece.slice(0, 20)).size).toBe(20);
  // All have been played then: what remains is the order of the scores.
  expect(new Set(order[0].slice(20)).size).toBeLessThan(20);
});

it("changes a piece only from its first repeated note on", () => {
  const [plain, shunning] = [pieces(0)[0], pieces(2)[0]];
  const repeat = plain.findIndex((note, t) => plain.indexOf(note) < t);
  expect(repeat).toBeGreaterThan(0);
  expect(shunning.slice(0, repeat)).toEqual(plain.slice(0, repeat));
});

it("refuses what is no penalty", () => {
  for (const penalty of [-1, NaN]) expect(() => repetitionPenalty(penalty)).toThrow(/from 0/);
});
