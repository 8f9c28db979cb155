import { afterEach, describe, expect, it, vi } from "vitest";
import { diaryDue } from "../../lib/training";
import { amountDone, throttled, type TrainingProgress, type TrainingState } from "../../lib/training/progress";
import { progressOf } from "../../lib/training/progress-of";
import type { RunState } from "../../lib/training/run-state";

afterEach(() => void vi.restoreAllMocks());

it("says how much is done, not where in the run that is", () => {
  const places = [
    [0, 0],
    [0, 1],
    [0, 7],
    [1, 0],
    [5, 0],
    [1, 1],
    [5, 7],
  ];
  expect(places.map(([epoch, step]) => amountDone({ epoch, step }))).toEqual([
    "0 steps",
    "1 step",
    "7 steps",
    "1 epoch",
    "5 epochs",
    "1 epoch and 1 step",
    "5 epochs and 7 steps",
  ]);
});

/** Reports at each of the times (ms) with a display that takes `cost` ms; the times at which one was shown. */
async function shown(times: [number, TrainingState][], cost: number): Promise<number[]> {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const at: number[] = [];
  const report = throttled(
    () => {
      at.push(now);
      now += cost;
    },
    () => expect.unreachable(),
  );
  for (const [time, state] of times) {
    now = Math.max(now, time);
    await report(state, () => ({}) as TrainingProgress);
  }
  return at;
}

describe("throttled", () => {
  const steps = Array.from({ length: 101 }, (_, i): [number, TrainingState] => [i * 10, "training"]);

  it("reports at most four times a second", async () => {
    expect(await shown(steps, 0)).toEqual([0, 250, 500, 750, 1000]);
  });

  it("takes at most about a tenth of the time", async () => {
    // From 0 to 40 ms, then a pause of 400; from 440 to 480, then again.
    expect(await shown(steps, 40)).toEqual([0, 440, 880]);
  });

  it("always reports what must not be missed", async () => {
    const states = ["starting", "training", "composing", "saving", "training", "stopped", "finished"] as const;
    expect(
      await shown(
        states.map((state, i) => [i, state]),
        0,
      ),
    ).toEqual([0, 2, 3, 5, 6]);
  });
});

describe("progressOf", () => {
  it("gives means so far, and the time left at this session's pace", () => {
    vi.spyOn(performance, "now").mockReturnValue(21_000);
    const state = {
      epoch: 2,
      step: 3,
      sums: { loss: 60, accuracy: 15, notes: 30, seconds: 1 },
      history: [],
      diary: [],
    } as unknown as RunState;
    const run = { state, epochs: 10, resumedFrom: 1, messages: ["resumed"] };
    // 8 steps in 20 s, 5 of them an epoch; (10 − 2) · 5 − 3 = 37 to go: 92.5 s. 80 notes in 4 s of training.
    expect(progressOf("training", run, 5, { began: 1000, steps: 8, notes: 80, seconds: 4 })).toEqual({
      state: "training",
      epoch: 3,
      epochs: 10,
      step: 3,
      steps: 5,
      loss: 2,
      accuracy: 0.5,
      notesPerSecond: 20,
      secondsLeft: 92.5,
      resumedFrom: 1,
      history: [],
      diary: [],
      messages: ["resumed"],
    });
  });
});

describe("diaryDue", () => {
  it("is after the first epoch, each multiple and the last", () => {
    expect([1, 2, 3, 4, 5, 6, 7].filter((epoch) => diaryDue(epoch, 3, 7))).toEqual([1, 3, 6, 7]);
  });
});
