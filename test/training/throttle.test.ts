import { afterEach, describe, expect, it, vi } from "vitest";
import type { TrainingProgress } from "../../lib/training";
import { throttled } from "../../lib/training/throttle";

afterEach(() => void vi.restoreAllMocks());

/** Reports at each of the times (ms) with a display that takes `cost` ms; the times at which one was shown. */
async function shown(times: [number, string][], cost: number): Promise<number[]> {
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
  const steps = Array.from({ length: 101 }, (_, i): [number, string] => [i * 10, "training"]);

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
