import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { tf } from "../../lib/tensorflow";
import type { Seq2Seq } from "../../lib/model";
import { Divergence, listCheckpoints, openRun, train, type EpochEntry } from "../../lib/training";
import { digestOf } from "./child";
import { tinyDataset } from "./tiny";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "trouble-"))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  expect(tf.memory().numTensors).toBe(0);
});

const checkpoints = (): string => path.join(folder, "checkpoints");
const onEpoch = (_: Seq2Seq, epoch: number): EpochEntry => ({ epoch });

describe("a loss that is not a number", () => {
  it("stops the run, keeps the last good checkpoint and says what to try", async () => {
    // Adam moves each weight by about the learning rate: after one step the products overflow.
    const dataset = tinyDataset({ learningRate: 1e38 });
    const error = await train({ dataset, folder, checkpointMinutes: 0 }).then(
      () => undefined,
      (e: Error) => e,
    );
    expect(error).toBeInstanceOf(Divergence);
    expect(error!.message).toMatch(
      /the (loss|weights) became .* in epoch 1, step 2; the checkpoint after 1 step is kept/,
    );
    expect(error!.message).toContain("Try a smaller learning rate (3e+37 instead of 1e+38)");
    const saved = (await openRun(folder))!;
    const model = await saved.model();
    await saved.close();
    for (const { variable } of model.weights)
      for (const value of variable.dataSync()) expect(Number.isFinite(value)).toBe(true);
    model.dispose();
    expect(fs.readdirSync(checkpoints())).toEqual(["epoch-000000-step-000001.checkpoint"]);
  });

  it("is never kept: weights that are not finite are not written", async () => {
    const dataset = tinyDataset({ learningRate: 1e39 }); // infinite in float32
    await expect(train({ dataset, folder, checkpointMinutes: 0 })).rejects.toThrow(
      /weights became infinite or NaN .*there is no earlier checkpoint/,
    );
    expect(fs.readdirSync(checkpoints())).toEqual([]);
  });
});

describe("a folder", () => {
  it("below a file is refused with the reason", async () => {
    fs.writeFileSync(path.join(folder, "file"), "");
    await expect(train({ dataset: tinyDataset(), folder: path.join(folder, "file", "run") })).rejects.toThrow(
      /Cannot write in .*file\/run: a part of the path is a file and not a folder; .*\(ENOTDIR\)/,
    );
  });

  it("on a file system without writing is refused with the reason", async () => {
    await expect(train({ dataset: tinyDataset(), folder: "/proc/self/training" })).rejects.toThrow(
      /Cannot write in \/proc\/self\/training: /,
    );
  });

  it("whose disk fills up ends the run clearly, with the last checkpoint and without a half-written one", async () => {
    const dataset = tinyDataset();
    const filling = (model: Seq2Seq, epoch: number): EpochEntry => {
      // The file that the next checkpoint is written to first; every write to /dev/full fails as on a full disk.
      const next = `epoch-000003-step-000000.checkpoint.${process.pid}.tmp`;
      if (epoch === 3) fs.symlinkSync("/dev/full", path.join(checkpoints(), next));
      return onEpoch(model, epoch);
    };
    await expect(train({ dataset, folder, onEpoch: filling })).rejects.toThrow(
      /the disk is full; make room \(ENOSPC\)\. Training has stopped; the checkpoint after 2 epochs is kept; run again/,
    );
    expect(fs.readdirSync(checkpoints()).sort()).toEqual([
      "epoch-000001-step-000000.checkpoint",
      "epoch-000002-step-000000.checkpoint",
    ]);
    const resumed = await train({ dataset, folder });
    expect(resumed).toMatchObject({ resumedFrom: 2, finished: true });
    resumed.dispose();
  });
});

describe("too little memory", () => {
  it("is an error before anything is made", async () => {
    const available = process.availableMemory;
    process.availableMemory = () => 2 ** 20;
    try {
      await expect(train({ dataset: tinyDataset(), folder: path.join(folder, "run") })).rejects.toThrow(
        /needs about \d+ MB of memory to train and 1 MB are free/,
      );
    } finally {
      process.availableMemory = available;
    }
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe("damage to any file of a run", () => {
  it("at many places is named or harmless, and the outcome is the same", async () => {
    const dataset = tinyDataset({ epochs: 3 });
    const whole = await train({ dataset, folder, onEpoch });
    const good = digestOf(whole.model);
    whole.dispose();
    const files = listCheckpoints(checkpoints());
    expect(files).toHaveLength(3);
    const kept = new Map(files.map((file) => [file, fs.readFileSync(file)]));

    for (const [n, file] of files.entries()) {
      const bytes = kept.get(file)!;
      const places = Array.from({ length: 12 }, (_, i) => Math.floor(((i + 0.5) * bytes.length) / 12)).concat(
        0,
        8,
        12,
        16,
        bytes.length - 1,
      );
      for (const place of places) {
        for (const damaged of [bytes.subarray(0, place), flipped(bytes, place)]) {
          fs.writeFileSync(file, damaged);
          const loaded = (await openRun(folder))!;
          await loaded.close();
          expect(loaded.state.epoch).toBe(n === 0 ? 2 : 3); // the newest is passed over by name; older ones do not matter
          expect(loaded.messages).toEqual(
            n === 0 ? [expect.stringContaining(`The checkpoint ${file} is damaged`)] : [],
          );
        }
      }
      fs.writeFileSync(file, bytes);
    }

    fs.writeFileSync(files[0], kept.get(files[0])!.subarray(0, 1000));
    fs.writeFileSync(files[1], flipped(kept.get(files[1])!, 5000));
    fs.writeFileSync(path.join(folder, "lock"), "{damaged");
    const resumed = await train({ dataset, folder, onEpoch });
    expect(resumed.resumedFrom).toBe(1);
    expect(resumed.messages).toEqual([
      expect.stringMatching(/epoch-000003-step-000000\.checkpoint is damaged: .* The one before it is used/),
      expect.stringMatching(/epoch-000002-step-000000\.checkpoint is damaged: .* The one before it is used/),
      "The training goes on from an earlier one, after 1 epoch, up to 3 epochs.",
    ]);
    expect(digestOf(resumed.model)).toBe(good);
    resumed.dispose();

    for (const file of listCheckpoints(checkpoints())) fs.writeFileSync(file, "");
    await expect(train({ dataset, folder })).rejects.toThrow(/No checkpoint in .* is whole/);
  });
});

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] ^= 0x10;
  return copy;
}
