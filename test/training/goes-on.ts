/** What holds for every kind of model: it learns, and an interruption changes nothing. */
import { join } from "path";
import { expect } from "vitest";
import type { Dataset } from "../../lib/dataset";
import type { Trainable } from "../../lib/model";
import { type ModelKind, train } from "../../lib/training";

export const numbers = (model: Trainable): number[][] =>
  model.weights.map(({ variable }) => [...variable.dataSync<"float32">()]);

/**
 * Trains for three epochs at once, and with a stop after the first: the weights are the same.
 * @returns these, and the folder of the interrupted run
 */
export async function goesOn<Model extends Trainable>(dataset: Dataset, kind: ModelKind<Model>, folder: string) {
  const whole = await train({ dataset, kind, folder: join(folder, "whole") });
  const losses = whole.history.map(({ loss }) => loss);
  expect(losses[2]).toBeLessThan(losses[0]);
  const stop = new AbortController();
  const parted = {
    dataset,
    kind,
    folder: join(folder, "parted"),
    onEpoch: (_: Model, epoch: number) => void (epoch === 1 && stop.abort()),
  };
  const first = await train({ ...parted, signal: stop.signal });
  expect(first.finished).toBe(false);
  const second = await train(parted);
  const weights = numbers(whole.model);
  expect(numbers(second.model)).toEqual(weights);
  [whole, first, second].forEach((each) => each.dispose());
  return { weights, folder: parted.folder };
}
