import { execFileSync, spawn } from "child_process";
import { describe, expect, it } from "vitest";
const { signalEcho } = require("../../kernel/signal-echo.cjs") as { signalEcho: string };

const shells = [["sh"], ["dash"], ["bash", "--posix"], ["bash"], ["busybox", "sh"], ["ksh"], ["zsh"]];
const installed = shells.filter(([program]) => {
  try {
    return execFileSync("sh", ["-c", `command -v ${program}`]).length > 0;
  } catch {
    return false;
  }
});

describe("the program that hears the stop button for a cell that computes", () => {
  it.each(installed)("hears each of four signals and ends with its input: %s", async (shell, ...options) => {
    const child = spawn(shell, [...options, "-c", signalEcho], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise((end) => child.on("close", end));
    let lines = 0;
    child.stdout.on("data", (data) => (lines += String(data).split("\n").length - 1));
    // Whether the trap is in place yet cannot be seen from outside: a shell without one ends by the signal.
    await new Promise((ready) => setTimeout(ready, 500));
    for (const expected of [1, 2, 3, 4]) {
      child.kill("SIGINT");
      await expect.poll(() => lines, { timeout: 10_000 }).toBe(expected);
    }
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});
