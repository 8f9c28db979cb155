import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../setup/lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe("withLock", () => {
  it("lets one work after the other", async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(`${name} ends`);
    };
    await Promise.all([withLock(file, work("a")), withLock(file, work("b"))]);
    expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("is released after work that fails", async () => {
    await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("takes over the lock of a process that is gone", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    fs.writeFileSync(file, `${os.hostname()} ${pid} 1`);
    expect(await withLock(file, async () => "done")).toBe("done");
  });

  it.each([
    ["the past", -120_000],
    ["the present", 0],
    ["the future", 86_400_000],
  ])("takes over the lock of another machine, dated in %s, once it is not touched any more", async (_, offset) => {
    fs.writeFileSync(file, `elsewhere 1 1`);
    const then = new Date(Date.now() + offset);
    fs.utimesSync(file, then, then);
    const began = performance.now();
    const stale = 700;
    expect(await withLock(file, async () => "done", undefined, stale)).toBe("done");
    expect(performance.now() - began).toBeGreaterThan(stale);
  });

  it("leaves another machine's lock that is touched, though its clock is wrong", async () => {
    fs.writeFileSync(file, `elsewhere 1 1`);
    let ago = 500_000_000;
    const touches = setInterval(() => {
      const then = new Date(Date.now() - (ago -= 1_000));
      fs.utimesSync(file, then, then);
    }, 200);
    let released = false;
    setTimeout(() => {
      clearInterval(touches);
      released = true;
      fs.rmSync(file);
    }, 2_500);
    await withLock(file, async () => expect(released).toBe(true), undefined, 1_200);
  });

  it("waits for a process that lives, and says so once", async () => {
    fs.writeFileSync(file, `${os.hostname()} ${process.pid} 1`);
    let told = 0;
    setTimeout(() => fs.rmSync(file), 700);
    await withLock(
      file,
      async () => undefined,
      () => told++,
    );
    expect(told).toBe(1);
  });
});
