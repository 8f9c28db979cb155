import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { tf } from "../../lib/tensorflow";
import { train } from "../../lib/training";
import { startChild } from "./spawn-child";
import { tinyDataset } from "./tiny";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "memory-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe("memory", () => {
  it("holds as many tensors after the last epoch as after the second, and none after the run", async () => {
    const tensors: number[] = [];
    const run = await train({
      dataset: tinyDataset({ epochs: 8 }),
      folder: path.join(folder, "tensors"),
      onEpoch: (_, epoch) => (tensors.push(tf.memory().numTensors), { epoch }),
    });
    expect(tensors).toHaveLength(8);
    expect(new Set(tensors.slice(1)).size).toBe(1);
    run.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });

  it("of the process does not grow from the second epoch to the last", async () => {
    // 100 windows of 40 notes, 64 units: were one step's activations kept, it would be about 1 MB a step, 480 MB in all.
    const preset = { epochs: 60, units: [64, 64], timesteps: 40, stride: 40 };
    const { result, errors } = await startChild({ folder: path.join(folder, "process"), preset }).ended;
    if (!result) throw new Error(errors);
    expect(result.rss).toHaveLength(60);
    expect(result.rss[59] - result.rss[1]).toBeLessThan(60 * 2 ** 20);
  });
});
