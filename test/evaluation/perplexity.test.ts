import { afterAll, describe, expect, it } from "vitest";
import { makeWindows } from "../../lib/dataset/windows";
import { perplexity } from "../../lib/evaluation/perplexity";
import { Seq2Seq } from "../../lib/model/seq2seq";
import { tf } from "../../lib/tensorflow";
import { randomPieces } from "./random";

const VOCABULARY = 6;
const model = new Seq2Seq({ vocabulary: VOCABULARY, units: [5, 4], dropout: 0.5, seed: 3 });
const windows = makeWindows([randomPieces(2).piece(29, VOCABULARY)], {
  timesteps: 4,
  stride: 3,
  objective: "continuation",
});
afterAll(() => model.dispose());

describe("perplexity", () => {
  it("is the inverse geometric mean of the probabilities of the true notes", async () => {
    const { count, timesteps } = windows;
    const all = (column: "encoder" | "decoder" | "target") =>
      Array.from({ length: count }, (_, w) => [...windows[column](w)]).flat();
    const target = all("target");
    const inputs = (["encoder", "decoder"] as const).map((column) =>
      tf.tensor2d(all(column), [count, timesteps], "int32"),
    );
    const logits = model.training.predict(inputs) as tf.Tensor;
    const rows = logits.reshape([count * timesteps, VOCABULARY]).arraySync() as number[][];
    const nats = rows.map((row, i) => Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[target[i]]);
    const expected = Math.exp(nats.reduce((sum, x) => sum + x, 0) / nats.length);
    // 3 windows do not divide the 8: the last batch is smaller and must weigh less.
    expect(count).toBe(8);
    for (const batch of [64, 3, 1]) expect(await perplexity(model, windows, batch)).toBeCloseTo(expected, 4);
    expect(expected).not.toBeCloseTo(VOCABULARY, 3);
  });

  it("is the size of the vocabulary for a model that knows nothing", async () => {
    const blank = new Seq2Seq({ vocabulary: VOCABULARY, units: [3], dropout: 0, seed: 1 });
    for (const { variable } of blank.weights) variable.assign(tf.zerosLike(variable));
    expect(await perplexity(blank, windows)).toBeCloseTo(VOCABULARY, 5);
    blank.dispose();
  });

  it("refuses an empty set", async () => {
    await expect(perplexity(model, makeWindows([], { timesteps: 4, stride: 4 }))).rejects.toThrow(/No windows/);
  });

  it("leaves no tensors behind", async () => {
    await perplexity(model, windows, 3);
    const before = tf.memory().numTensors;
    await perplexity(model, windows, 3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
