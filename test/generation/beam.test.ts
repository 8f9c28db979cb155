import { describe, expect, it } from "vitest";
import { argmax, beam, generate } from "../../lib/generation";
import { openDecoder, selectRows, startOf, type DecoderState, type Seq2Seq, type StepDecoder } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { Adam } from "../../lib/training/adam";
import { trainStep } from "../../lib/training/step";
import { tinyBatch, tinyModel } from "../model/tiny";

const prompts = [Int32Array.of(1, 2, 3), Int32Array.of(4, 4, 0)];

function trained(): Seq2Seq {
  const model = tinyModel({});
  const adam = new Adam({ learningRate: 0.02 });
  for (let step = 0; step < 15; step++) trainStep(model, adam, tinyBatch(), step);
  adam.dispose();
  return model;
}

/** The log-probability of every sequence of `length` notes after a prompt, by trying all of them one by one. */
function everySequence(model: Seq2Seq, prompt: Int32Array, length: number): { notes: number[]; total: number }[] {
  return tf.tidy(() => {
    const { decoder, state } = openDecoder(model, tf.tensor2d(prompt, [1, prompt.length], "int32"));
    const extend = (from: DecoderState, notes: number[], total: number): { notes: number[]; total: number }[] => {
      if (notes.length === length) return [{ notes, total }];
      const last = notes.length > 0 ? tf.tensor1d([notes[notes.length - 1]], "int32") : startOf(1);
      const next = decoder.step(from, last);
      const logs = tf.logSoftmax(next.scores).dataSync();
      return Array.from(logs, (log, note) => extend(next.state, [...notes, note], total + log)).flat();
    };
    return extend(state, [], 0) as unknown as tf.TensorContainer;
  }) as unknown as { notes: number[]; total: number }[];
}

describe("beam", () => {
  it("finds the likeliest of all sequences when it is wide enough to keep them", () => {
    const model = trained();
    for (const prompt of prompts) {
      const all = everySequence(model, prompt, 3);
      expect(all).toHaveLength(7 ** 3);
      const best = all.reduce((a, b) => (b.total > a.total ? b : a));
      const [found] = generate(model, [prompt], { length: 3, strategy: beam({ width: 49 }) });
      expect(Array.from(found)).toEqual(best.notes);
    }
    model.dispose();
  });

  it("treats each prompt of a batch by itself", () => {
    const model = trained();
    const strategy = beam({ width: 3 });
    const alone = prompts.map((prompt) => generate(model, [prompt], { length: 8, strategy })[0]);
    expect(generate(model, prompts, { length: 8, strategy })).toEqual(alone);
    model.dispose();
  });

  it("is argmax with a width of 1", () => {
    const model = trained();
    const pieces = generate(model, prompts, { length: 12, strategy: argmax });
    expect(generate(model, prompts, { length: 12, strategy: beam({ width: 1 }) })).toEqual(pieces);
    model.dispose();
  });

  it("leaves no tensor behind", () => {
    const model = trained();
    generate(model, prompts, { length: 2 });
    const before = tf.memory().numTensors;
    generate(model, prompts, { length: 6, strategy: beam() });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("refuses a width that cannot be", () => {
    for (const width of [0, 1.5, NaN]) expect(() => beam({ width })).toThrow("give a whole number from 1");
  });

  it("drives any decoder that keeps the contract, whatever its state holds", () => {
    // A decoder with a memory of what the encoder read, as attention has: it copies the memory note by note, and prefers
    // at the first step the row's wrong turn, which only a look ahead avoids.
    const memory = tf.tensor3d([3, 1, 2, 0, 2, 1], [2, 3, 1]);
    const decoder: StepDecoder = {
      vocabulary: 4,
      step(state, notes) {
        return tf.tidy(() => {
          const [read, place, lost] = state.tensors as [tf.Tensor3D, tf.Tensor1D, tf.Tensor1D];
          const at = place.dataSync()[0];
          const wanted = tf.reshape(tf.slice(read, [0, at, 0], [-1, 1, 1]), [-1]);
          const before =
            at > 0 ? tf.reshape(tf.slice(read, [0, at - 1, 0], [-1, 1, 1]), [-1]) : tf.fill(place.shape, -1);
          const wrong = tf.maximum(lost, tf.cast(tf.notEqual(before, notes), "float32"));
          const right = tf.oneHot(tf.cast(wanted, "int32"), 4);
          const other = tf.oneHot(tf.mod(tf.cast(tf.add(wanted, 1), "int32"), tf.scalar(4, "int32")), 4);
          const sure = tf.mul(right, tf.expandDims(tf.sub(1, wrong), 1));
          const scores = at === 0 ? tf.add(tf.mul(right, 2), tf.mul(other, 2.1)) : tf.mul(sure, 9);
          const next = { tensors: [read.clone(), tf.add(place, 1), wrong] };
          return { scores, state: next } as unknown as tf.TensorContainer;
        }) as unknown as { scores: tf.Tensor2D; state: DecoderState };
      },
      likeliest: () => {
        throw new Error("not asked for");
      },
    };
    const found = tf.tidy(() => {
      const start = { tensors: [memory, tf.zeros([2]), tf.zeros([2])] };
      const state = selectRows(start, tf.tensor1d([0, 0, 1, 1], "int32"));
      return beam({ width: 2 }).search(decoder, state, { length: 3, seed: 0 });
    });
    expect(found.arraySync()).toEqual([
      [3, 0],
      [1, 2],
      [2, 1],
    ]);
    tf.dispose([memory, found]);
  });
});
