import { expect, it } from "vitest";
import { makePlan } from "../../bench/plan";
import { rowNames } from "../../bench/report";
import { articleWorkload, syntheticWindows } from "../../bench/workload";

it("is the article's model on windows of 50 of 580 notes, whole batches of 64", () => {
  const { vocabulary, units, batch, windows } = articleWorkload(1024);
  expect([vocabulary, units, batch]).toEqual([580, [1024, 1024], 64]);
  expect(windows.length % 64).toBe(0);
  expect(
    windows.every(
      (window) => window.length === 50 && window.every((note) => Number.isInteger(note) && note >= 0 && note < 580),
    ),
  ).toBe(true);
});

it("has windows that repeat a phrase of 4 to 12 notes but for stray ones: something to learn", () => {
  const windows = syntheticWindows({ vocabulary: 580, timesteps: 50, count: 64, seed: 1 });
  for (const window of windows) {
    const repeats = (period: number) =>
      window.slice(period).filter((note, t) => note === window[t]).length / (window.length - period);
    const best = Math.max(...[4, 5, 6, 7, 8, 9, 10, 11, 12].map(repeats));
    expect(best).toBeGreaterThan(0.5); // two notes in a row of 10 % strays agree with probability 0.81
  }
  expect(new Set(windows.map((window) => window.join())).size).toBe(64);
  expect(syntheticWindows({ vocabulary: 580, timesteps: 50, count: 64, seed: 1 })).toEqual(windows);
  expect(syntheticWindows({ vocabulary: 580, timesteps: 50, count: 64, seed: 2 })).not.toEqual(windows);
});

it("the plan measures every row", () => {
  const plan = makePlan([]);
  const names = plan.models.flatMap(({ name, generations }) => [
    name,
    ...generations.map((generation) => generation.name),
  ]);
  const workers = plan.workers!.counts.map((count) => `workers.${count}`);
  expect([...names, ...workers, "read", "scale"].sort()).toEqual([...rowNames].sort());
  expect(plan.read).not.toBeNull();
  expect(plan.scale.length).toBeGreaterThan(0);
});

it("a plan for one row starts what that row needs", () => {
  const plan = makePlan(["generate.256"]);
  expect(plan.models.map(({ name, generations }) => [name, generations.map((g) => g.name)])).toEqual([
    ["train.256", ["generate.256"]],
  ]);
  expect([plan.read, plan.curve]).toEqual([null, 0]);
});
