import { describe, expect, it } from "vitest";
import { chanceAt } from "../../lib/dataset";
import { generate, sample, steadySurprise } from "../../lib/generation";
import { Seq2Seq, type StepDecoder } from "../../lib/model";
import { tf } from "../../lib/tensorflow";

const model = new Seq2Seq({ vocabulary: 20, units: [32, 32], seed: 1, dropout: 0, states: "each-layer" });
const prompts = [Int32Array.from([1, 2, 3, 4]), Int32Array.from([7, 7, 1, 0])];

/** Scores of the next of four notes after each note, row 0 of none: the likeliest is the same once more. */
const table = [0, 0, 1, 2, 3].map((same, i) => [0, 1, 2, 3].map((note) => (i > 0 && note === same ? 3 : 0.3 * note)));
const loopy: StepDecoder = {
  vocabulary: 4,
  step: (state, notes) =>
    tf.tidy(() => ({
      scores: tf.gather(tf.tensor2d(table), tf.cast(tf.add(notes, 1), "int32")),
      state: { tensors: state.tensors.map((tensor) => tensor.clone()) },
    })) as unknown as ReturnType<StepDecoder["step"]>,
  likeliest: () => {
    throw new Error("not asked for");
  },
};
const rows = 8;
const [bits, length, seed] = [1.2, 200, 3];
const drawnBy = (options: { gain?: number; memory?: number }) =>
  tf.tidy(() => {
    const state = { tensors: [tf.zeros([rows, 1])] };
    return steadySurprise({ bits, ...options })
      .search(loopy, state, { length, seed })
      .arraySync();
  });

/** The same in plain numbers, one row. */
function byHand(row: number, gain: number, memory: number): number[] {
  const notes: number[] = [];
  let mean = bits;
  for (let t = 0; t < length; t++) {
    const scores = table[t === 0 ? 0 : notes[t - 1] + 1];
    const softmax = (values: number[]) => {
      const powers = values.map(Math.exp);
      return powers.map((power) => power / powers.reduce((a, b) => a + b));
    };
    const p = softmax(scores.map((score) => score / Math.exp(gain * (bits - mean))));
    let sum = 0;
    const note = p.findIndex((each) => (sum += each) > chanceAt(seed, t, row));
    mean = memory * mean + (1 - memory) * -Math.log2(softmax(scores)[note]);
    notes.push(note);
  }
  return notes;
}

describe("steadySurprise", () => {
  it("draws what the formula says, worked out in plain numbers, each row by itself", () => {
    const drawn = drawnBy({ gain: 0.8, memory: 0.9 });
    for (let row = 0; row < rows; row++) expect(drawn.map((step) => step[row])).toEqual(byHand(row, 0.8, 0.9));
  });

  it("keeps nearer to the surprise it is told than plain sampling does", () => {
    const surprise = (drawn: number[][]) => {
      const told = drawn.slice(1).flatMap((step, t) =>
        step.map((note, row) => {
          const scores = table[drawn[t][row] + 1];
          return Math.log2(scores.reduce((sum, score) => sum + Math.exp(score), 0) / Math.exp(scores[note]));
        }),
      );
      return told.reduce((a, b) => a + b) / told.length;
    };
    const [plain, steady] = [drawnBy({ gain: 0 }), drawnBy({ gain: 2 })].map(surprise);
    expect(Math.abs(plain - bits)).toBeGreaterThan(0.1);
    expect(Math.abs(steady - bits)).toBeLessThan(0.5 * Math.abs(plain - bits));
  });

  it("is sampling at temperature 1 where nothing is gained, and leaves no tensors behind", () => {
    const before = tf.memory().numTensors;
    const made = generate(model, prompts, { length: 30, strategy: steadySurprise({ bits: 2, gain: 0 }), seed: 5 });
    expect(made).toEqual(generate(model, prompts, { length: 30, strategy: sample(), seed: 5 }));
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses what is out of range", () => {
    for (const bits of [0, -1, NaN, Infinity]) expect(() => steadySurprise({ bits })).toThrow(/above 0/);
    for (const gain of [-0.1, NaN]) expect(() => steadySurprise({ bits: 2, gain })).toThrow(/from 0/);
    for (const memory of [-0.1, 1, NaN]) expect(() => steadySurprise({ bits: 2, memory })).toThrow(/below 1/);
  });
});
