import { afterEach, describe, expect, it, vi } from "vitest";
import { progressOf } from "../../lib/training/progress";
import type { RunState } from "../../lib/training/run-state";

afterEach(() => void vi.restoreAllMocks());

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
