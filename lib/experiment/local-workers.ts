/** Several workers on this very machine, for a look at how they train together. */
import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import * as readline from "readline";
import type { Preset } from "../preset";
import { type EpochRecord, freeAddresses, openRun } from "../training";

const root = path.join(__dirname, "..", "..");

/**
 * Trains the preset's model on the collection that the notebooks read by so many processes of `reproduce/worker.ts`,
 * over loopback, with the cores divided among them. What they write is removed at the end.
 * @param onLine told what they print
 * @returns the epochs, as rank 0 recorded them
 * @throws Error with what a worker wrote, when one fails
 */
export async function trainOnWorkers(
  workers: number,
  preset: Preset,
  epochs: number,
  onLine: (line: string) => void = () => undefined,
): Promise<EpochRecord[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workers-"));
  const addresses = (await freeAddresses(workers)).join(",");
  const threads = String(Math.max(1, Math.floor(os.cpus().length / workers)));
  const env = {
    ...process.env,
    PRESET: preset.name,
    OUT_DIR: folder,
    FRESH: "",
    EPOCHS: String(epochs),
    WORKERS: addresses,
    LSTM_THREADS: threads,
    TF_NUM_INTRAOP_THREADS: threads,
  };
  try {
    await Promise.all(Array.from({ length: workers }, (_, rank) => runWorker({ ...env, RANK: String(rank) }, onLine)));
    const run = await openRun(folder);
    await run?.close();
    return run?.state.history ?? [];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function runWorker(env: NodeJS.ProcessEnv, onLine: (line: string) => void): Promise<void> {
  // As setup/workers.mjs does: tsx's own command would kill a worker that is told to stop within a long step.
  const child = spawn(process.execPath, ["--import", "tsx", "reproduce/worker.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  readline.createInterface({ input: child.stdout }).on("line", (line) => onLine(line.trim()));
  const end = (): boolean => child.kill("SIGTERM");
  process.once("exit", end);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("exit", end);
      if (code === 0) resolve();
      else reject(new Error(`Worker ${env.RANK} ended with ${signal ?? `exit status ${code}`}: ${errors.trim()}`));
    });
  });
}
