import { describe, expect, it } from "vitest";
import { batchesInOrder, makeWindows, notesIn, shuffledBatches } from "../../lib/dataset";
import { lengthOrder } from "../../lib/dataset/order";
import { tf } from "../../lib/tensorflow";
import { crossEntropy } from "../../lib/model";
import { accuracy } from "../../lib/model/loss";

const songs = [5, 2, 9, 0, 4, 7, 3].map((length, s) => Int32Array.from({ length }, (_, i) => 10 * s + i));
const windows = makeWindows(songs, { timesteps: 6, stride: 6, wholeSongs: true });

describe("windows of whole songs", () => {
  it("begin with the song and end with it, or at the most notes", () => {
    expect([...windows.song]).toEqual([0, 1, 2, 4, 5, 6]);
    expect([...windows.lengths!]).toEqual([5, 2, 6, 4, 6, 3]);
    expect(windows.notes).toBe(26);
    expect([...windows.target(1)]).toEqual([10, 11]);
    expect([...windows.decoder(1)]).toEqual([-1, 10]);
    const options = { timesteps: 6, stride: 6, wholeSongs: true, objective: "continuation" } as const;
    expect(() => makeWindows(songs, options)).toThrow(/nothing for the objective/);
  });

  it("stand side by side filled up, and what is filled up does not count", () => {
    const batch = batchesInOrder(windows, 2).batch(0, 0);
    expect(batch).toMatchObject({ size: 2, timesteps: 3 });
    expect([...batch.target]).toEqual([10, 11, 0, 60, 61, 62]);
    expect([...batch.decoder]).toEqual([-1, 10, -1, -1, 60, 61]);
    expect([...batch.counted!]).toEqual([1, 1, 0, 1, 1, 1]);
    expect(notesIn(batch)).toBe(5);
  });

  it("come each once in an epoch, those of like length together", () => {
    const lengths = Int32Array.from({ length: 331 }, (_, i) => 10 + ((i * 37) % 90));
    for (const epoch of [0, 1]) {
      const order = lengthOrder(lengths, 8, 3, epoch);
      expect([...order].sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      let filled = 0;
      for (let at = 0; at < order.length; at += 8) {
        const own = [...order.slice(at, at + 8)].map((w) => lengths[w]);
        filled += Math.max(...own) * own.length - own.reduce((a, b) => a + b);
      }
      expect(filled / lengths.reduce((a, b) => a + b)).toBeLessThan(0.1);
    }
    expect(lengthOrder(lengths, 8, 3, 0)).not.toEqual(lengthOrder(lengths, 8, 3, 1));
    const source = shuffledBatches(windows, 4, 1);
    expect([0, 1].map((step) => source.batch(0, step).size)).toEqual([4, 2]);
  });
});

it("the loss and the accuracy are means over the notes that count, and so are the gradients", () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([
      [2, 0, 0],
      [0, 1, 3],
      [1, 1, 0],
    ]);
    const targets = tf.tensor1d([0, 1, 0], "int32");
    const counted = tf.tensor1d([1, 1, 0]);
    const [both, few] = [logits, targets].map((tensor) => tf.slice(tensor, 0, 2));
    expect(crossEntropy(logits, targets, counted).dataSync()[0]).toBeCloseTo(crossEntropy(both, few).dataSync()[0], 6);
    expect(accuracy(logits, targets, counted).dataSync()[0]).toBe(0.5);
    const gradient = tf
      .grad((x) => crossEntropy(x, targets, counted))(logits)
      .dataSync();
    const expected = tf
      .grad((x) => crossEntropy(x, few))(both)
      .dataSync();
    expect([...gradient.slice(0, 6)]).toEqual([...expected].map((value) => expect.closeTo(value, 6)));
    expect([...gradient.slice(6)].map(Math.abs)).toEqual([0, 0, 0]);
  });
});
