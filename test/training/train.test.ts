import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { addImplementation, implementationFor, Seq2Seq, stock } from "../../lib/model";
import { tf } from "../../lib/tensorflow";
import { evaluate, modelConfig, train, type OnEpoch, type TrainingProgress } from "../../lib/training";
import { batchesInOrder, makeWindows, type BatchSource } from "../../lib/dataset";
import { digestOf } from "./child";
import { tinyDataset, tinyMelodies } from "./tiny";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "train-"))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  expect(tf.memory().numTensors).toBe(0); // every test gives back what it made, failed trainings included
});

const dataset = tinyDataset();
interface Entry {
  epoch: number;
  piece: number[];
}
const entry = (epoch: number): Entry => ({ epoch, piece: [1, 0, epoch] });
/** An entry after epochs 1, 2 and 4. */
const onEpoch = (_: Seq2Seq, epoch: number): Entry | undefined => (epoch === 3 ? undefined : entry(epoch));
const checkpoints = (): string[] => fs.readdirSync(path.join(folder, "checkpoints")).sort();

describe("train", () => {
  it("lowers the loss, keeps a record of each epoch and what onEpoch returns", async () => {
    const called: number[] = [];
    const run = await train({
      dataset: tinyDataset({ epochs: 5, learningRate: 0.02 }),
      folder,
      onEpoch: async (model, epoch, { epochs }) => {
        expect([model.parameters, epochs]).toEqual([3854, 5]);
        called.push(epoch);
        return epoch % 2 === 0 ? entry(epoch) : undefined;
      },
    });
    expect(called).toEqual([1, 2, 3, 4, 5]);
    expect(run.diary).toEqual([entry(2), entry(4)]);
    expect(run.history.map((record) => record.epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(run.history[0].loss).toBeCloseTo(Math.log(30), 1); // 30 pseudo-notes, nothing learned yet
    expect(run.history[4].loss).toBeLessThan(run.history[0].loss - 0.1);
    expect(run).toMatchObject({ resumedFrom: null, finished: true, messages: [], last: run.history[4] });
    const losses = run.history.map((record) => record.validationLoss!);
    expect(run.best).toBe(run.history[losses.indexOf(Math.min(...losses))]);
    expect(run.seconds).toBeGreaterThan(run.history.reduce((sum, record) => sum + record.seconds, 0));
    for (const { seconds, notesPerSecond } of run.history) expect(seconds * notesPerSecond).toBeCloseTo(90 * 8, 6);
    run.dispose();
  });

  it("computes the held-back loss on songs it never trains on", async () => {
    const run = await train({ dataset, folder });
    const last = run.history[3];
    expect(await evaluate(run.model, batchesInOrder(dataset.windows.validation, 4))).toMatchObject({
      loss: expect.closeTo(last.validationLoss!, 5),
      accuracy: expect.closeTo(last.validationAccuracy!, 5),
    });

    // Held-back songs of one note: the same training to the last bit, another held-back loss.
    const monotone = batchesInOrder(makeWindows([new Int32Array(40)], { timesteps: 8, stride: 4 }), 16);
    const other = { ...dataset, batches: { ...dataset.batches, validation: monotone } };
    const again = await train({ dataset: other, folder: path.join(folder, "other") });
    expect(again.history.map((record) => record.loss)).toEqual(run.history.map((record) => record.loss));
    expect(again.history[3].validationLoss).not.toBe(last.validationLoss);
    expect(digestOf(again.model)).toBe(digestOf(run.model));
    run.dispose();
    again.dispose();
  });

  it("is without held-back loss where there is but one tune", async () => {
    const run = await train({ dataset: tinyDataset({ epochs: 1 }, tinyMelodies(1)), folder });
    expect(run.history[0]).toMatchObject({ validationLoss: null, validationAccuracy: null });
    run.dispose();
  });

  it("shows a finished run and does not train it again; carries it further when asked", async () => {
    const first = await train({ dataset, folder, epochs: 2 });
    const before = checkpoints();
    const again = await train({ dataset, folder, epochs: 2, onProgress: () => expect.unreachable() });
    expect(again.messages).toEqual(["This training was finished earlier, after 2 epochs; it is shown, not run again."]);
    expect(again).toMatchObject({ resumedFrom: 2, finished: true, history: first.history, seconds: first.seconds });
    expect(digestOf(again.model)).toBe(digestOf(first.model));
    expect(checkpoints()).toEqual(before);
    const further = await train({ dataset, folder });
    expect(further.messages).toEqual(["The training goes on from an earlier one, after 2 epochs, up to 4 epochs."]);
    expect(further.history.slice(0, 2)).toEqual(first.history);
    expect(further.seconds).toBeGreaterThan(first.seconds);
    await expect(train({ dataset, folder, epochs: 3 })).rejects.toThrow("epochs: was 4, is 3");
    const whole = await train({ dataset, folder: path.join(folder, "whole") });
    expect(digestOf(whole.model)).toBe(digestOf(further.model));
    for (const run of [first, again, further, whole]) run.dispose();
  });

  it("names what has changed instead of mixing it in, and moves the old run aside when told to start over", async () => {
    (await train({ dataset, folder })).dispose();
    const before = checkpoints();
    const other = tinyDataset({ units: [4, 4], dropout: 0.1 });
    const refused = train({ dataset: other, folder });
    await expect(refused).rejects.toThrow(
      /preset's units: was \[8,8\], is \[4,4\]\n {2}preset's dropout: was 0.2, is 0.1\n/,
    );
    await expect(refused).rejects.toThrow(/--fresh .*FRESH=1 or fresh: true/);
    await expect(train({ dataset: tinyDataset({}, tinyMelodies(11)), folder })).rejects.toThrow(
      "collection: was 12 melodies",
    );
    expect(checkpoints()).toEqual(before);
    const run = await train({ dataset: other, folder, fresh: true });
    expect(run).toMatchObject({ resumedFrom: null, finished: true });
    const aside = fs.readdirSync(folder).find((name) => name !== "checkpoints")!;
    expect(run.messages).toEqual([`The earlier training was moved to ${path.join(folder, aside)}.`]);
    expect(fs.readdirSync(path.join(folder, aside)).sort()).toEqual(before);
    run.dispose();
  });

  it("stops for an AbortSignal within an epoch and goes on to the same weights", async () => {
    const abort = new AbortController();
    const stopped = await train({
      dataset,
      folder,
      signal: abort.signal,
      onEpoch: (model, epoch) => (epoch === 2 && abort.abort(), onEpoch(model, epoch)),
    });
    expect(stopped.finished).toBe(false);
    expect(stopped.messages).toEqual(["Stopped by the caller after 2 epochs; run again to go on."]);
    const run = await train({ dataset, folder, onEpoch });
    expect(run.resumedFrom).toBe(2);
    expect(run.diary).toEqual([1, 2, 4].map(entry)); // those of the first session included
    const whole = await train({ dataset, folder: path.join(folder, "whole") });
    expect(digestOf(run.model)).toBe(digestOf(whole.model));
    for (const r of [stopped, run, whole]) r.dispose();
  });

  it("ends an earlier run in the same process, so that a cell can be run again", async () => {
    let begun: () => void;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const first = train({
      dataset: tinyDataset({ epochs: 500 }),
      folder,
      epochs: 500,
      onEpoch: (_, e) => (begun(), entry(e)),
    });
    await beginning;
    const second = await train({
      dataset: tinyDataset({ epochs: 500 }),
      folder,
      epochs: 500,
      onEpoch: (_, e) => entry(e),
      signal: AbortSignal.timeout(300),
    });
    expect(await first).toMatchObject({
      finished: false,
      messages: [expect.stringContaining("Stopped by a new start of the training")],
    });
    expect(second.resumedFrom).toBeGreaterThan(0);
    (await first).dispose();
    second.dispose();
  });

  it("keeps the training when onEpoch throws, and goes on there", async () => {
    const error = new Error("no more paper.");
    const failing: OnEpoch<Entry> = async (_, epoch, { doing }) => {
      await doing("composing");
      if (epoch === 2) throw error;
      return entry(epoch);
    };
    const failed = train({ dataset, folder, onEpoch: failing });
    await expect(failed).rejects.toThrow(
      "After epoch 2, composing failed: no more paper. The training up to there is kept; run again to go on.",
    );
    await expect(failed).rejects.toMatchObject({ cause: error });
    expect(checkpoints().pop()).toBe("epoch-000001-step-000006.checkpoint");
    const run = await train({ dataset, folder, onEpoch });
    expect(run.messages[0]).toBe(
      "The training goes on from an earlier one, after 1 epoch and 6 steps, up to 4 epochs.",
    );
    expect(run.diary).toEqual([1, 2, 4].map(entry));
    const whole = await train({ dataset, folder: path.join(folder, "whole") });
    expect(digestOf(whole.model)).toBe(digestOf(run.model));
    whole.dispose();
    run.dispose();
  });

  it("goes on without a display that fails, and says so", async () => {
    let calls = 0;
    const run = await train({
      dataset,
      folder,
      onProgress: () => {
        calls++;
        throw new Error("no screen");
      },
    });
    expect(calls).toBe(1);
    expect(run).toMatchObject({
      finished: true,
      messages: [expect.stringContaining("display of progress failed (no screen)")],
    });
    run.dispose();
  });

  it("reports from the start to the end", async () => {
    const reports: TrainingProgress[] = [];
    const run = await train({
      dataset,
      folder,
      onProgress: (p) => void reports.push(p),
      onEpoch: async (_, e, { doing }) => {
        if (e === 3) return undefined;
        await doing("composing");
        return entry(e);
      },
    });
    expect(reports[0]).toMatchObject({
      state: "starting",
      epoch: 1,
      epochs: 4,
      step: 0,
      steps: 6,
      loss: null,
      secondsLeft: null,
    });
    expect(reports.filter((p) => p.state === "composing").map((p) => p.epoch)).toEqual([1, 2, 4]);
    expect(reports[reports.length - 1]).toMatchObject({
      state: "finished",
      epoch: 4,
      step: 6,
      secondsLeft: 0,
      history: run.history,
    });
    expect(reports[0].history).toEqual([]); // a report is a copy: it does not change afterwards
    run.dispose();
  });
});

describe("a run stopped in its first epoch", () => {
  it("has no record and no entry, says so, and is taken up there", async () => {
    const abort = new AbortController();
    const { train: source } = dataset.batches;
    const stopping: BatchSource = {
      steps: (epoch) => source.steps(epoch),
      batch: (epoch, step) => (step === 2 && abort.abort(), source.batch(epoch, step)),
      slice: () => expect.unreachable(),
    };
    const data = { ...dataset, batches: { ...dataset.batches, train: stopping } };
    const run = await train({ dataset: data, folder, signal: abort.signal, onEpoch });
    expect(run).toMatchObject({ finished: false, history: [], diary: [], last: undefined, best: undefined });
    expect(run.messages).toEqual(["Stopped by the caller after 3 steps; run again to go on."]);
    run.dispose();
    const rest = await train({ dataset, folder, onEpoch });
    expect(rest).toMatchObject({ finished: true, resumedFrom: 0, last: { epoch: 4 } });
    rest.dispose();
  });

  it("before its first step leaves nothing to take up", async () => {
    const run = await train({ dataset, folder, signal: AbortSignal.abort() });
    expect(run).toMatchObject({ finished: false, history: [], resumedFrom: null, notesPerSecond: 0 });
    expect(run.messages).toEqual(["Stopped by the caller after 0 steps; run again to go on."]);
    expect(checkpoints()).toEqual([]);
    run.dispose();
  });
});

describe("what computes", () => {
  it("is kept in the run, and a change of it is said", async () => {
    const own = implementationFor({ part: "lstm", units: [8] }).name;
    const first = await train({ dataset, folder, epochs: 1 });
    expect(first.implementations).toEqual([own]);
    const remove = addImplementation({ ...stock, name: "another" });
    const second = await train({ dataset, folder, epochs: 2 });
    remove();
    expect(second.implementations).toEqual([own, "another"]);
    expect(second.messages).toEqual([
      expect.stringContaining("goes on from an earlier one"),
      `So far it was computed by ${own}, from here on by another; the numbers may differ in the last digits.`,
    ]);
    const third = await train({ dataset, folder, epochs: 3 });
    expect(third.implementations).toEqual([own, "another", own]);
    const shown = await train({ dataset, folder, epochs: 3 });
    expect(shown.messages).toEqual([expect.stringContaining("finished earlier")]); // nothing is computed
    for (const run of [first, second, third, shown]) run.dispose();
  });
});

describe("one epoch of training", () => {
  it("takes the windows in the epoch's order, each once", async () => {
    // The mean loss of the first epoch with a learning rate so small that the weights do not move: that of the new model.
    const still = tinyDataset({ learningRate: 1e-30, dropout: 0, epochs: 1 });
    const run = await train({ dataset: still, folder });
    const model = new Seq2Seq(modelConfig(still.preset, still.vocabulary.size));
    const untrained = await evaluate(model, batchesInOrder(still.windows.train, 90));
    expect(run.history[0].loss).toBeCloseTo((untrained as { loss: number }).loss, 5);
    expect(run.history[0].accuracy).toBeCloseTo((untrained as { accuracy: number }).accuracy, 5);
    expect(still.batches.train.batch(0, 5).size).toBe(10);
    run.dispose();
    model.dispose();
  });
});
