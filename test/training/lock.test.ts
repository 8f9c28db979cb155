import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { birth, RunLock } from "../../lib/training/lock";

let folder: string;
const lockFile = (): string => path.join(folder, "lock");
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A lock as a process with these properties would have left it. */
function leave(owner: Record<string, unknown>): void {
  RunLock.take(folder);
  const own = JSON.parse(fs.readFileSync(lockFile(), "utf8")) as object;
  fs.writeFileSync(lockFile(), JSON.stringify({ ...own, ...owner }));
}

describe("the lock of a run", () => {
  it("is held by one at a time", () => {
    const lock = RunLock.take(folder);
    expect(() => RunLock.take(folder)).toThrow(
      `Another process (${process.pid} on ${os.hostname()}) is training in ${folder}`,
    );
    lock.refresh();
    lock.release();
    expect(fs.readdirSync(folder)).toEqual([]);
    RunLock.take(folder).release();
  });

  it("is left to a living process and taken over from a dead one", async () => {
    const child = spawn("sleep", ["60"]);
    leave({ pid: child.pid, born: birth(child.pid!) });
    expect(() => RunLock.take(folder)).toThrow(`Another process (${child.pid} `);
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    RunLock.take(folder).release();
  });

  it("is taken over when its process number belongs to a later process, or when it cannot be read", () => {
    leave({ born: "1" });
    RunLock.take(folder).release();
    for (const text of ["", "{", "null", "[]", '{"pid":-1}', '{"pid":"1"}', "\0\0\0"]) {
      fs.writeFileSync(lockFile(), text);
      RunLock.take(folder).release();
    }
  });

  it("of another machine counts for ten minutes after its last sign of life", () => {
    leave({ host: "elsewhere" });
    expect(() => RunLock.take(folder)).toThrow("on elsewhere) is training");
    const earlier = new Date(Date.now() - 11 * 60_000);
    fs.utimesSync(lockFile(), earlier, earlier);
    RunLock.take(folder).release();
  });

  it("of another machine does not count for longer because its clock is ahead", () => {
    for (const [ahead, counts] of [
      [9 * 60_000, true],
      [11 * 60_000, false],
      [365 * 86_400_000, false],
    ] as const) {
      leave({ host: "elsewhere" });
      const later = new Date(Date.now() + ahead);
      fs.utimesSync(lockFile(), later, later);
      if (counts) expect(() => RunLock.take(folder)).toThrow("on elsewhere) is training");
      else RunLock.take(folder).release();
      fs.rmSync(lockFile(), { force: true });
    }
  });

  it("tells its holder when it was taken away, and is then not removed", () => {
    const lock = RunLock.take(folder);
    fs.writeFileSync(lockFile(), "another's");
    expect(() => lock.refresh()).toThrow("was taken away");
    lock.release();
    expect(fs.readFileSync(lockFile(), "utf8")).toBe("another's");
  });
});
