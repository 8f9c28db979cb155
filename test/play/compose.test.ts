import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { argmax, generate, sample } from "../../lib/generation";
import type { Seq2Seq } from "../../lib/model";
import { compose, Composer, type PlayModel } from "../../lib/play";
import { tf } from "../../lib/tensorflow";
import { mix } from "../../lib/dataset";
import { playable } from "./playable";
import { tinyModel } from "../model/tiny";

const SIZE = 23;
const prompt = Array.from({ length: 8 }, (_, i) => mix(3, i) % SIZE);
let early: Seq2Seq;
let late: Seq2Seq;
let play: PlayModel;

beforeAll(() => {
  const lively = (seed: number): Seq2Seq => {
    const model = tinyModel({ vocabulary: SIZE, units: [24, 24], seed });
    for (const { variable } of model.weights) variable.assign(tf.mul(variable, 3));
    return model;
  };
  [early, late] = [lively(1), lively(2)];
  play = playable([
    { epoch: 1, model: early, bits: 32 },
    { epoch: 9, model: late, bits: 32 },
  ]);
});
afterAll(() => [early, late].forEach((model) => model.dispose()));

const fromTensorFlow = (model: Seq2Seq, from: number[], length: number, strategy = argmax, seed = 0): number[] => [
  ...generate(model, [Int32Array.from(from)], { length, strategy, seed })[0],
];

describe("composing", () => {
  it.each([
    ["likeliest notes", { temperature: 0 }, argmax],
    ["all notes", { temperature: 1 }, sample()],
    ["temperature", { temperature: 0.7 }, sample({ temperature: 0.7 })],
    ["top-p", { temperature: 1.3, topP: 0.8 }, sample({ temperature: 1.3, topP: 0.8 })],
    ["top-k", { temperature: 0.9, topK: 5 }, sample({ temperature: 0.9, topK: 5 })],
    ["top-k and top-p", { topK: 7, topP: 0.6 }, sample({ topK: 7, topP: 0.6 })],
  ])("by %s gives the very notes of generate, for the same seed", (_, settings, strategy) => {
    for (const seed of [0, 7, -12345]) {
      const own = compose(play, { prompt, length: 120, seed, ...settings });
      expect([...own]).toEqual(fromTensorFlow(late, prompt, 120, strategy, seed));
      expect(new Set(own).size).toBeGreaterThan(1);
    }
  });

  it("reads of a longer prompt the last window", () => {
    const longer = [4, 1, 9, ...prompt];
    expect(play.timesteps).toBe(8);
    expect(compose(play, { prompt: longer, length: 9 })).toEqual(compose(play, { prompt, length: 9 }));
  });

  it("takes new settings on the way, and another snapshot, which reads the last window", () => {
    const turns = [
      { from: 10, temperature: 0 },
      { from: 20, epoch: 1 },
    ];
    const piece = [...compose(play, { prompt, length: 30, seed: 4, turns })];
    const first = fromTensorFlow(late, prompt, 10, sample(), 4);
    expect(piece.slice(0, 10)).toEqual(first);
    expect(piece.slice(20)).toEqual(fromTensorFlow(early, piece.slice(12, 20), 10));
    expect(piece.slice(10, 20)).not.toEqual(fromTensorFlow(late, prompt, 20, sample(), 4).slice(10));
  });

  it("says what each note was chosen from", () => {
    const composer = new Composer(play, prompt, 1);
    const { note, chances } = composer.next({ topK: 3 });
    expect(chances.notes.length).toBe(3);
    expect([...chances.notes]).toContain(note);
    expect(chances.weights[0]).toBeGreaterThanOrEqual(chances.weights[2]);
    expect(chances.weights.reduce((a, b) => a + b)).toBeCloseTo(chances.sum, 12);
  });

  it("says what is wrong", () => {
    expect(() => compose(play, { prompt: [], length: 1 })).toThrow("at least one note");
    expect(() => compose(play, { prompt: [23], length: 1 })).toThrow("the note 23");
    expect(() => compose(play, { prompt, length: 0 })).toThrow("whole number from 1");
    expect(() => compose(play, { prompt, length: 1, temperature: -1 })).toThrow("temperature of -1");
    expect(() => compose(play, { prompt, length: 1, topP: 2 })).toThrow("Top-p of 2");
    expect(() => compose(play, { prompt, length: 1, epoch: 2 })).toThrow("no snapshot of epoch 2; it has 1, 9");
    expect(() => compose(play, { prompt, length: 1, model: "00000000" })).toThrow("settings are of the model 00000000");
    expect(compose(play, { prompt, length: 1, model: play.fingerprint }).length).toBe(1);
  });
});

it("in few bits composes what TensorFlow does with those very weights", () => {
  const few = playable([{ epoch: 9, model: late, bits: 6 }]);
  const rounded = tinyModel({ vocabulary: SIZE, units: [24, 24], seed: 5 });
  const { encoder, decoder, logits } = few.after().weights;
  const arrays = [...encoder, ...decoder].flatMap(({ kernel, recurrent, bias }) => [kernel, recurrent, bias]);
  const values = [...arrays, logits.kernel, logits.bias];
  const order = (name: string): number => (name.startsWith("encoder") ? 0 : name.startsWith("decoder") ? 1 : 2);
  const weights = [...rounded.weights].sort((a, b) => order(a.name) - order(b.name));
  weights.forEach(({ variable }, i) => variable.assign(tf.tensor(values[i], variable.shape)));
  const settings = { prompt, length: 100, seed: 3 };
  expect([...compose(few, settings)]).toEqual(fromTensorFlow(rounded, prompt, 100, sample(), 3));
  expect(compose(few, settings)).not.toEqual(compose(play, settings));
  rounded.dispose();
});
