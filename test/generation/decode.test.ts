import { describe, expect, it } from "vitest";
import type { Seq2Seq } from "../../lib/model";
import { generate } from "../../lib/generation/decode";
import type { SampleOptions, Strategy } from "../../lib/generation";
import { drawFrom, sample } from "../../lib/generation/sampling";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { trainStep } from "../../lib/training/step";
import { tinyBatch, tinyModel } from "../model/tiny";

const prompts = [Int32Array.of(1, 2, 3), Int32Array.of(4, 4, 0), Int32Array.of(6, 5, 2)];

/** The article's way: the inference models, one `predict` a note, the likeliest note fed back. */
function byPredict(model: Seq2Seq, prompt: Int32Array, length: number): number[] {
  const notes: number[] = [];
  tf.tidy(() => {
    let states = model.encoder.predict(tf.tensor2d(prompt, [1, prompt.length], "int32")) as tf.Tensor[];
    let note = -1;
    for (let i = 0; i < length; i++) {
      const [probabilities, ...next] = model.decoder.predict([
        tf.tensor2d([note], [1, 1], "int32"),
        ...states,
      ]) as tf.Tensor[];
      states = next;
      note = tf.argMax(probabilities, 1).dataSync()[0];
      notes.push(note);
    }
  });
  return notes;
}

/** A model that has learnt something, so that its choices differ. */
function trained(states: "each-layer" | "top-layer" = "each-layer"): Seq2Seq {
  const model = tinyModel({ states });
  const adam = new Adam({ learningRate: 0.02 });
  for (let step = 0; step < 30; step++) trainStep(model, adam, tinyBatch(), step);
  adam.dispose();
  return model;
}

describe("generate", () => {
  for (const states of ["each-layer", "top-layer"] as const) {
    it(`gives what the inference models give note by note, beyond the window's length (${states})`, () => {
      const model = trained(states);
      const expected = prompts.map((prompt) => byPredict(model, prompt, 12));
      expect(new Set(expected.flat()).size).toBeGreaterThan(1);
      expect(generate(model, prompts, { length: 12 }).map((notes) => Array.from(notes))).toEqual(expected);
      expect(prompts.map((prompt) => Array.from(generate(model, [prompt], { length: 12 })[0]))).toEqual(expected);
      model.dispose();
    });
  }

  it("samples the same from the same seed, otherwise from another", () => {
    const model = trained();
    const piece = (seed: number) =>
      generate(model, prompts, { length: 20, strategy: sample({ temperature: 1.5 }), seed });
    expect(piece(1)).toEqual(piece(1));
    expect(piece(2)).not.toEqual(piece(1));
    for (const notes of piece(1)) for (const note of notes) expect(note >= 0 && note < 7).toBe(true);
    model.dispose();
  });

  it("samples in one operation what it samples step by step", () => {
    const model = trained();
    for (const options of [
      {},
      { temperature: 1.5 },
      { topK: 3 },
      { topP: 0.8 },
      { temperature: 2, topK: 5, topP: 0.9 },
    ]) {
      const strategy = sample(options);
      const stepwise: Strategy = {
        search: (decoder, state, rest) => strategy.search({ ...decoder, drawn: undefined }, state, rest),
      };
      for (const weights of ["float32", "bfloat16"] as const)
        expect(generate(model, prompts, { length: 25, strategy, seed: 5, weights })).toEqual(
          generate(model, prompts, { length: 25, strategy: stepwise, seed: 5, weights }),
        );
    }
    model.dispose();
  });

  it("is argmax when sampling is left only one choice", () => {
    const model = trained();
    const argmax = generate(model, prompts, { length: 10 });
    for (const options of [{ topK: 1 }, { topP: 1e-6 }, { temperature: 1e-4 }]) {
      expect(generate(model, prompts, { length: 10, strategy: sample(options) })).toEqual(argmax);
    }
    model.dispose();
  });

  it("leaves no tensor behind", () => {
    const model = tinyModel();
    generate(model, prompts, { length: 2 });
    const before = tf.memory().numTensors;
    generate(model, prompts, { length: 3 });
    generate(model, prompts, { length: 3, strategy: sample({ temperature: 0.8, topK: 3, topP: 0.9 }) });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("refuses what cannot be", () => {
    const model = tinyModel();
    expect(() => generate(model, [], { length: 2 })).toThrow("no prompt");
    expect(() => generate(model, [Int32Array.of(1), Int32Array.of(1, 2)], { length: 2 })).toThrow("equally long");
    expect(() => generate(model, prompts, { length: 0 })).toThrow("length of 0");
    expect(() => generate(model, [Int32Array.of(7)], { length: 2 })).toThrow("note 7");
    expect(() => sample({ temperature: 0 })).toThrow("temperature of 0");
    expect(() => sample({ topK: 0 })).toThrow("Top-k of 0");
    expect(() => sample({ topP: 1.5 })).toThrow("Top-p of 1.5");
    model.dispose();
  });
});

describe("sampling", () => {
  const PROBABILITIES = [0.1, 0.4, 0.05, 0.3, 0.15];
  const DRAWS = 20000;

  /** How often each note is drawn, of many independent rows with the same scores. */
  function frequencies(options: SampleOptions, seed = 1, step = 0): number[] {
    const draw = drawFrom(options);
    const counts = new Array(PROBABILITIES.length).fill(0);
    tf.tidy(() => {
      const logits = tf.tile(tf.log(tf.tensor2d([PROBABILITIES])), [DRAWS, 1]) as tf.Tensor2D;
      for (const note of draw(logits, seed, step).dataSync()) counts[note]++;
    });
    return counts.map((count) => count / DRAWS);
  }

  /** Five standard deviations of a share of so many draws, at most. */
  const TOLERANCE = 5 * Math.sqrt(0.25 / DRAWS);
  const expectShares = (actual: number[], weights: number[]) => {
    const sum = weights.reduce((a, b) => a + b);
    weights.forEach((weight, note) => {
      if (weight === 0) expect(actual[note]).toBe(0);
      else expect(Math.abs(actual[note] - weight / sum), `note ${note}`).toBeLessThan(TOLERANCE);
    });
  };

  it("draws each note by its probability", () => expectShares(frequencies({}), PROBABILITIES));
  it("divides the scores by the temperature", () => {
    expectShares(frequencies({ temperature: 2 }), PROBABILITIES.map(Math.sqrt));
    expectShares(
      frequencies({ temperature: 0.5 }),
      PROBABILITIES.map((p) => p * p),
    );
  });
  it("keeps the k likeliest", () => {
    expectShares(frequencies({ topK: 2 }), [0, 0.4, 0, 0.3, 0]);
    expectShares(frequencies({ topK: 99 }), PROBABILITIES);
  });
  it("keeps the fewest whose probabilities reach p", () => {
    expectShares(frequencies({ topP: 0.39 }), [0, 1, 0, 0, 0]);
    expectShares(frequencies({ topP: 0.6 }), [0, 0.4, 0, 0.3, 0]);
    expectShares(frequencies({ topP: 0.75 }), [0, 0.4, 0, 0.3, 0.15]);
  });
  it("measures p among the k likeliest", () => expectShares(frequencies({ topK: 3, topP: 0.8 }), [0, 0.4, 0, 0.3, 0]));
  it("draws anew at each step and seed", () => {
    const a = frequencies({});
    expect(frequencies({})).toEqual(a);
    expect(frequencies({}, 1, 1)).not.toEqual(a);
    expect(frequencies({}, 2, 0)).not.toEqual(a);
  });
});
