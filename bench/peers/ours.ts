/** This project's model, training step and decoder. */
import * as fs from "fs";
import { START } from "../../lib/encoding";
import { generate } from "../../lib/generation";
import { implementation, Seq2Seq } from "../../lib/model";
import { Adam, trainStep } from "../../lib/training";
import type { Batch } from "../../lib/dataset";
import type { Workload } from "../workload";
import { serve, timed } from "./serve";

let model: Seq2Seq;
let adam: Adam;
let batches: Batch[];
let windows: Int32Array[];
let step = 0;

function batchOf(some: readonly Int32Array[]): Batch {
  const [size, timesteps] = [some.length, some[0].length];
  const target = new Int32Array(size * timesteps);
  const decoder = new Int32Array(size * timesteps);
  some.forEach((window, i) => {
    target.set(window, i * timesteps);
    decoder.set([START, ...window.subarray(0, -1)], i * timesteps);
  });
  return { size, timesteps, encoder: target, decoder, target };
}

void serve({
  prepare({ workload: file }: { workload: string }) {
    const workload = JSON.parse(fs.readFileSync(file, "utf8")) as Workload;
    const { vocabulary, units, dropout, seed, precision, learningRate, batch } = workload;
    model = new Seq2Seq({ vocabulary, units, dropout, seed, precision });
    adam = new Adam({ learningRate });
    windows = workload.windows.map((window) => Int32Array.from(window));
    batches = Array.from({ length: windows.length / batch }, (_, i) =>
      batchOf(windows.slice(i * batch, (i + 1) * batch)),
    );
    return { versions: `Node ${process.versions.node}; implementation: ${implementation()}` };
  },

  async train({ steps }: { steps: number }) {
    const losses: number[] = [];
    const { seconds } = await timed(() => {
      for (let i = 0; i < steps; i++) losses.push(trainStep(model, adam, batches[step % batches.length], step++).loss);
    });
    return { seconds, losses };
  },

  async generate({ songs, length }: { songs: number; length: number }) {
    const { seconds, result } = await timed(() => generate(model, windows.slice(0, songs), { length }));
    return { seconds, notes: result.map((notes) => notes.length) };
  },
});
