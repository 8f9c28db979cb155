/** This project's training step on several workers: those that WORKERS and RANK name, or this process alone. */
import * as fs from "fs";
import { batchesInOrder, makeWindows } from "../../lib/dataset";
import { implementation, Seq2Seq } from "../../lib/model";
import { presets } from "../../lib/preset";
import { Adam, joinGroup, noReduction, placeFrom, precisionFrom, reductionOver } from "../../lib/training";
import { type StepParts, takeStep } from "../../lib/training";
import type { Workload } from "../workload";
import { serve, timed } from "./serve";

let parts: StepParts;
let step = 0;

void serve({
  async prepare({ workload: file, rank, workers }: { workload: string; rank: number; workers: number }) {
    const place = placeFrom();
    const group =
      place &&
      (await joinGroup(place, {
        precision: precisionFrom(),
        bucket: process.env.AHEAD === "off" ? Number.POSITIVE_INFINITY : undefined,
      }));
    const { vocabulary, units, dropout, seed, learningRate, timesteps, windows, batch } = JSON.parse(
      fs.readFileSync(file, "utf8"),
    ) as Workload;
    const notes = windows.map((window) => Int32Array.from(window));
    const whole = batchesInOrder(makeWindows(notes, { timesteps, stride: timesteps }), batch);
    const model = new Seq2Seq({ vocabulary, units, dropout, seed });
    parts = {
      preset: { ...presets.standard, seed, clipNorm: undefined },
      batches: whole.slice(rank, workers),
      epochs: 1,
      model,
      adam: new Adam({ learningRate }),
      reduction: group ? reductionOver(group, model) : noReduction,
    };
    return { versions: `Node ${process.versions.node}; implementation: ${implementation()}` };
  },

  async train({ steps }: { steps: number }) {
    const losses: number[] = [];
    const { seconds } = await timed(async () => {
      const epoch = parts.batches.steps(0);
      for (let i = 0; i < steps; i++, step++) {
        losses.push((await takeStep(parts, { epoch: Math.floor(step / epoch), step: step % epoch }, false)).loss);
      }
    });
    return { seconds, losses };
  },
});
