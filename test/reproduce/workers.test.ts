/** `npm run reproduce -- --workers 2`, up to the notebooks: what its workers leave for them. */
import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readCorpus } from "../../lib/corpus";
import { makeDataset } from "../../lib/dataset";
import { type DiaryEntry, diaryFor, whenDue } from "../../lib/experiment";
import { choosePreset } from "../../lib/preset";
import { freeAddresses, openRun, train } from "../../lib/training";
import { trainTogether } from "../../setup/workers.mjs";
import { writeCollection } from "../notebooks/collections";
import { watchChild } from "../training/watch-child";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "reproduce-workers-"));
const songs = path.join(scratch, "midi");
beforeAll(() => writeCollection(songs, { count: 6, length: 120, velocities: [80, 100] }));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/**
 * One worker as a process of its own, as on a machine of its own. It says "ended STATUS".
 * @param linger ms that it stays after that, as for the notebooks
 */
function startOne(place: { addresses: string; rank: string }, options: Record<string, string>, linger = 0) {
  const code = `import { trainTogether } from "./setup/workers.mjs";
const status = await trainTogether(${JSON.stringify(place)}, ${JSON.stringify(options)});
console.log("ended " + status);
setTimeout(() => process.exit(status), ${linger});`;
  return watchChild(
    spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "pipe"] }),
  );
}

describe("the workers of reproduce", () => {
  it("leave the loss and the diary that one process leaves", async () => {
    const preset = choosePreset("quick");
    const together = path.join(scratch, "together");
    const options = { PRESET: "quick", MIDI_DIR: songs, OUT_DIR: together };
    expect(await trainTogether({ count: 2 }, options)).toBe(0);

    const { melodies } = await readCorpus(songs);
    const dataset = makeDataset(melodies, preset);
    const alone = path.join(scratch, "alone");
    const onEpoch = whenDue(diaryFor(dataset, alone), preset.diaryEvery);
    const run = await train({ dataset, folder: alone, onEpoch });

    const saved = await openRun<DiaryEntry>(together);
    await saved!.close();
    const { history, diary } = saved!.state;
    expect(history.map(({ epoch }) => epoch)).toEqual(run.history.map(({ epoch }) => epoch));
    history.forEach(({ loss, validationLoss }, i) => {
      expect(loss).toBeCloseTo(run.history[i].loss, 5);
      expect(validationLoss ?? 0).toBeCloseTo(run.history[i].validationLoss ?? 0, 5);
    });
    expect(diary).toEqual(run.diary);
    for (const { file } of diary) {
      expect(fs.readFileSync(path.join(together, file))).toEqual(fs.readFileSync(path.join(alone, file)));
    }
    run.dispose();
  }, 180_000);

  it("find the training over when they are started again, one of them or all, and wait for nobody", async () => {
    const options = { PRESET: "quick", MIDI_DIR: songs, OUT_DIR: path.join(scratch, "over"), EPOCHS: "1" };
    const addresses = (await freeAddresses(2)).join(",");
    const [first, second] = [0, 1].map((rank) => startOne({ addresses, rank: String(rank) }, options, 60_000));
    // Worker 0 goes on with the notebooks, and worker 1 was killed before it had left.
    await Promise.all([first, second].map((worker) => worker.says(/^ended 0/)));
    second.process.kill();
    const late = startOne({ addresses, rank: "1" }, options);
    expect(await late.ended).toMatchObject({ code: 0, errors: "" });
    await late.says(/nothing is left to do/);
    first.process.kill();
    await first.ended;
    // Worker 0 alone, whose notebooks were cut off; and all of them.
    const again = startOne({ addresses, rank: "0" }, options);
    expect(await again.ended).toMatchObject({ code: 0, errors: "" });
    expect(await trainTogether({ count: 2 }, options)).toBe(0);
  }, 180_000);

  it("leave a checkpoint when they are told to stop within a long step", async () => {
    const out = path.join(scratch, "stopped");
    const ended = trainTogether({ count: 2 }, { PRESET: "article", MIDI_DIR: songs, OUT_DIR: out });
    const begun = () => fs.existsSync(path.join(out, "lock"));
    await vi.waitUntil(begun, { timeout: 60_000, interval: 500 });
    process.emit("SIGTERM", "SIGTERM");
    expect(await ended).toBe(143);
    expect(begun()).toBe(false);
    const saved = await openRun(out);
    await saved!.close();
    expect(saved!.state.totals.seconds).toBeGreaterThan(0);
  }, 180_000);

  it("say by their exit status that another is gone", async () => {
    const WORKERS = (await freeAddresses(2)).join(",");
    const options = { PRESET: "quick", MIDI_DIR: songs, OUT_DIR: path.join(scratch, "left"), EPOCHS: "5000" };
    const ended = trainTogether({ addresses: WORKERS, rank: "0" }, options);
    const env = { ...process.env, CHOSEN_BINS: "off", ...options, WORKERS, RANK: "1" };
    const other = spawn(process.execPath, ["--import", "tsx", "reproduce/worker.ts"], { env, stdio: "ignore" });
    await vi.waitUntil(() => fs.existsSync(path.join(options.OUT_DIR, "lock")), { timeout: 60_000, interval: 100 });
    other.kill("SIGKILL");
    expect(await ended).toBe(75);
  }, 120_000);

  it("stop after the same step when one of them is told to", async () => {
    // Of a size whose step takes long enough not to answer a signal at once.
    const options = { PRESET: "standard", MIDI_DIR: songs, OUT_DIR: path.join(scratch, "one-stopped") };
    const addresses = (await freeAddresses(2)).join(",");
    const workers = ["0", "1"].map((rank) => startOne({ addresses, rank }, options));
    await workers[0].says(/epoch 1\//);
    workers[1].process.kill("SIGTERM");
    const [first, second] = await Promise.all(workers.map(({ ended }) => ended));
    expect([first, second].map(({ code, errors }) => ({ code, errors }))).toEqual([
      { code: 130, errors: "" },
      { code: 143, errors: "" },
    ]);
  }, 180_000);

  it("fail as one, with what to do, where a worker cannot begin", async () => {
    const options = { PRESET: "quick", MIDI_DIR: path.join(scratch, "nothing"), OUT_DIR: path.join(scratch, "none") };
    expect(await trainTogether({ count: 2 }, options)).not.toBe(0);
    expect(await openRun(path.join(scratch, "none"))).toBeUndefined();
  }, 60_000);
});
