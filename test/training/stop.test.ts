import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { listCheckpoints } from "../../lib/training";
import { openNewest } from "../../lib/training/checkpoints";
import { amountDone } from "../../lib/training/position";
import { startChild } from "./spawn-child";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "stop-"));
afterAll(() => fs.rmSync(root, { recursive: true }));

const preset = { epochs: 5000 };
// No checkpoint but the one that the stop itself makes.
const rarely = { checkpointEpochs: 10_000, checkpointMinutes: 1000 };
const undisturbed = { ...preset, diaryEvery: 10_000 };

async function placeOf(folder: string): Promise<{ epoch: number; step: number }> {
  const { checkpoint } = await openNewest<{ epoch: number; step: number }>(path.join(folder, "checkpoints"));
  await checkpoint!.close();
  return checkpoint!.state;
}

describe("a request to stop", () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "by %s ends the process by that signal, with a checkpoint",
    async (signal) => {
      const folder = path.join(root, signal);
      const child = startChild({ folder, preset: undisturbed, train: rarely });
      await child.says(/^step (?!1 )/);
      child.process.kill(signal);
      expect(await child.ended).toMatchObject({ code: null, signal, result: undefined });
      const { epoch, step } = await placeOf(folder);
      expect(epoch * 6 + step).toBeGreaterThan(6); // beyond the checkpoint of the first diary entry
      expect(fs.readdirSync(folder)).toEqual(["checkpoints"]);
      expect(fs.readdirSync(path.join(folder, "checkpoints")).every((file) => file.endsWith(".checkpoint"))).toBe(true);
    },
  );

  it("where the program listens too is left to it: train returns, and says where it stopped", async () => {
    const folder = path.join(root, "survivor");
    const child = startChild({ folder, preset: undisturbed, train: rarely, survives: true });
    await child.says(/^epoch 1/);
    child.process.kill("SIGTERM");
    const { code, result } = await child.ended;
    expect(code).toBe(0);
    expect(result!.finished).toBe(false);
    const { epoch, step } = await placeOf(folder);
    expect(result!.messages).toEqual([`Stopped by SIGTERM after ${amountDone({ epoch, step })}; run again to go on.`]);
    expect(listCheckpoints(path.join(folder, "checkpoints")).length).toBeGreaterThan(0);
  });

  it("does not change the outcome", async () => {
    const folder = path.join(root, "resumed");
    const short = { epochs: 12, diaryEvery: 1 };
    const child = startChild({ folder, preset: short, train: rarely });
    await child.says(/^epoch 3/);
    child.process.kill("SIGTERM");
    expect((await child.ended).signal).toBe("SIGTERM");
    const [resumed, whole] = await Promise.all(
      [folder, path.join(root, "whole")].map((f) => startChild({ folder: f, preset: short, train: rarely }).ended),
    );
    expect(resumed.result!.resumedFrom).toBeGreaterThanOrEqual(3);
    expect(resumed.result!.weights).toBe(whole.result!.weights);
    expect(resumed.result!.losses).toEqual(whole.result!.losses);
  });

  it("does not come from a second process in the folder, which is refused", async () => {
    const folder = path.join(root, "two");
    const first = startChild({ folder, preset: undisturbed, train: rarely });
    await first.says(/^ready/);
    const second = await startChild({ folder, preset: undisturbed, train: rarely }).ended;
    expect(second.code).not.toBe(0);
    expect(second.errors).toContain(
      `Another process (${first.process.pid} on ${os.hostname()}) is training in ${folder}`,
    );
    first.process.kill("SIGTERM");
    expect((await first.ended).signal).toBe("SIGTERM");
  });
});
