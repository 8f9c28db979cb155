import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { mix } from "../../lib/dataset/random";
import type { Call } from "./child";
import { startChild } from "./spawn-child";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kill-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const preset = { epochs: 25 };
const calls: Call[] = ["open", "write", "write", "write", "sync", "close", "rename", "renamed", "removed", "write"];

describe("a training process killed by SIGKILL", () => {
  it("20 times, within checkpoints too, ends with the weights of one that was never interrupted", async () => {
    const untouched = startChild({ folder: path.join(folder, "untouched"), preset }).ended;

    const killed = path.join(folder, "killed");
    let halfWritten = 0;
    for (let i = 0; i < 20; i++) {
      // Every other time at a moment within a checkpoint, else at any moment.
      const within = i % 2 === 1;
      const call = calls[(i - 1) / 2];
      // A checkpoint makes some 30 writes and one of each other call.
      const killAt = within ? { call, nth: 1 + (mix(20, i) % (call === "write" ? 60 : 3)) } : undefined;
      // Checkpoints after each step or, by the clock, every few: each session has them at other places.
      const child = startChild({ folder: killed, preset, train: { checkpointMinutes: within ? 0 : 0.0005 }, killAt });
      if (!within) {
        await child.says(/^ready/);
        await new Promise((resolve) => setTimeout(resolve, mix(21, i) % 80));
        child.process.kill("SIGKILL");
      }
      const { signal, errors } = await child.ended;
      if (signal !== "SIGKILL") throw new Error(`Child ${i} was not killed: ${errors.replace(/\n\s+at .*/g, "")}`);
      const files = fs.existsSync(path.join(killed, "checkpoints"))
        ? fs.readdirSync(path.join(killed, "checkpoints"))
        : [];
      if (files.some((file) => file.endsWith(".tmp"))) halfWritten++;
    }
    expect(halfWritten).toBeGreaterThan(4);

    const resumed = await startChild({ folder: killed, preset }).ended;
    const whole = await untouched;
    expect(whole.result!.resumedFrom).toBeNull();
    expect(resumed.result!.resumedFrom).not.toBeNull();
    expect(resumed.result!.finished && whole.result!.finished).toBe(true);
    expect(resumed.result!.losses).toEqual(whole.result!.losses);
    expect(resumed.result!.diary).toEqual(whole.result!.diary);
    expect(resumed.result!.weights).toBe(whole.result!.weights);
    expect(fs.readdirSync(path.join(killed, "checkpoints"))).toHaveLength(3);
    expect(fs.readdirSync(killed)).toEqual(["checkpoints"]);
  }, 300_000);
});
