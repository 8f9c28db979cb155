import { afterAll, describe, expect, it } from "vitest";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { killInTurn } from "./kill-in-turn";
import { freeAddresses } from "../../../lib/training";
import { startWorker, startWorkers, type Worker } from "./start";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workers-fail-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** So long that it is at work when it is to be stopped. */
const long = { epochs: 5000, diaryEvery: 1000 };

/** All of it at once, so that a failure shows what the worker said and what ended it. */
const howItEnded = ({ code, signal, errors }: Awaited<Worker["ended"]>) => ({ code, signal, errors: errors.trim() });

describe("a training on several workers", () => {
  it("that is killed in turn ends with the weights of an undisturbed one", async () => {
    const { killed, untouched } = await killInTurn(path.join(folder, "killed"), { kills: 5, seed: 1 });
    expect(killed.finished && untouched.finished).toBe(true);
    expect(killed.resumedFrom).not.toBeNull();
    expect(killed.losses).toEqual(untouched.losses);
    expect(killed.diary).toEqual(untouched.diary);
    expect(killed.weights).toEqual(untouched.weights);
  }, 900_000);

  it("ends on all when one dies, with a sentence that names it, and goes on with another number", async () => {
    const options = { folder: path.join(folder, "dies"), preset: long, train: { checkpointMinutes: 0.001 } };
    const addresses = await freeAddresses(3);
    const workers = addresses.map((_, rank) => startWorker(addresses, rank, options));
    await workers[0].says(/^step ([2-9]|\d\d+) /);
    workers[1].process.kill("SIGKILL");
    const [first, , third] = await Promise.all(workers.map(({ ended }) => ended));
    for (const end of [first, third]) {
      expect(howItEnded(end)).toEqual({
        code: 1,
        signal: null,
        errors:
          `Worker 1 (${addresses[1]}) is gone, and so the training has stopped: see why in its own output, ` +
          "then start all workers again, as many as you like; they go on from the last checkpoint.",
      });
    }
    const two = await startWorkers(2, options);
    await two[0].says(/^step ([2-9]|\d\d+) /);
    two[1].process.kill("SIGINT");
    const ends = await Promise.all(two.map(({ ended }) => ended));
    expect(ends.map(howItEnded).map(({ errors }) => errors)).toEqual(["", ""]);
    expect(ends[0].result!.resumedFrom).toBeGreaterThan(0);
    // Stopped by the other's Ctrl-C, after the same step.
    expect(ends[0].result!.messages.at(-1)).toMatch(/^Stopped by another worker after/);
    expect(ends[1].signal).toBe("SIGINT");
    expect(ends[0].result!.finished).toBe(false);
  }, 400_000);

  it("ends on all when one stands still", async () => {
    const workers = await startWorkers(2, { folder: path.join(folder, "still"), preset: long });
    await workers[0].says(/^step /);
    workers[1].process.kill("SIGSTOP");
    const end = await workers[0].ended;
    workers[1].process.kill("SIGKILL");
    expect(howItEnded(end)).toEqual({
      code: 1,
      signal: null,
      errors: expect.stringMatching(/^Worker 1 \(127\.0\.0\.1:\d+\) is gone/),
    });
  }, 300_000);

  it("does not begin where the workers have different songs or presets", async () => {
    const addresses = await freeAddresses(2);
    const other = { folder: path.join(folder, "other") };
    for (const [differs, options] of [
      ["preset: give all the same --preset", { ...other, preset: { learningRate: 0.1 } }],
      ["songs: give all the same songs (--midi, --collection)", { ...other, melodies: 13 }],
    ] as const) {
      const workers = [startWorker(addresses, 0, other), startWorker(addresses, 1, options)];
      for (const end of await Promise.all(workers.map(({ ended }) => ended))) {
        expect(howItEnded(end)).toEqual({
          code: 1,
          signal: null,
          errors: `Worker 1 (${addresses[1]}) has other ${differs.replace(":", ` than worker 0 (${addresses[0]}):`)}, and start all again.`,
        });
      }
    }
  }, 300_000);

  it("says so when its port is taken", async () => {
    const addresses = await freeAddresses(2);
    const server = (await import("net")).createServer().listen(Number(addresses[0].split(":")[1]), "0.0.0.0");
    const { code, errors } = await startWorker(addresses, 0, { folder: path.join(folder, "port") }).ended;
    server.close();
    expect(code).toBe(1);
    expect(errors).toContain(`Worker 0 (${addresses[0]}) cannot start its server (`);
    expect(errors).toContain(`Is port ${addresses[0].split(":")[1]} of this machine in use`);
  }, 60_000);
});
