/** Starts the workers of `child.ts` on this machine and waits for what they say and how they end. */
import { spawn, type ChildProcess } from "child_process";
import * as path from "path";
import { freeAddresses } from "../../../lib/training";
import type { ChildOptions, ChildResult } from "./child";

export interface Ended {
  code: number | null;
  signal: string | null;
  result: ChildResult | undefined;
  /** What it wrote of its own to the error stream: TensorFlow's lines are left out. */
  errors: string;
}

export interface Worker {
  process: ChildProcess;
  /** Resolves when a line has been written that `text` matches, or when the process has ended. */
  says(text: RegExp): Promise<void>;
  ended: Promise<Ended>;
}

/** @param options of all, or by rank */
export function startWorker(addresses: string[], rank: number, options: ChildOptions): Worker {
  const { TF_CONFIG: _, WORKERS: __, RANK: ___, ...environment } = process.env;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join("test", "training", "workers", "child.ts"), JSON.stringify(options)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        LSTM_THREADS: "1",
        TF_NUM_INTRAOP_THREADS: "1",
        ...(addresses.length > 1 ? { WORKERS: addresses.join(","), RANK: String(rank) } : {}),
      },
    },
  );
  let out = "";
  let errors = "";
  let gone = false;
  const waiting: (() => void)[] = [];
  const wake = (): void => waiting.splice(0).forEach((resolve) => resolve());
  child.stdout.on("data", (data: Buffer) => ((out += data.toString()), wake()));
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const lines = (): string[] => out.split("\n");
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code, signal) => {
      gone = true;
      wake();
      const last = lines().find((line) => line.startsWith("{"));
      resolve({
        code,
        signal,
        result: last === undefined ? undefined : (JSON.parse(last) as ChildResult),
        errors: errors.replace(/^(E0000|Additional GRPC|:UNKNOWN|The error could).*\n/gm, ""),
      });
    }),
  );
  return {
    process: child,
    ended,
    async says(text) {
      while (!gone && !lines().some((line) => text.test(line)))
        await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

export async function startWorkers(count: number, options: ChildOptions): Promise<Worker[]> {
  const addresses = await freeAddresses(count);
  return addresses.map((_, rank) => startWorker(addresses, rank, options));
}

/** Runs so many workers to their end. @throws Error with what one wrote, when it fails */
export async function runWorkers(count: number, options: ChildOptions): Promise<ChildResult[]> {
  const workers = await startWorkers(count, options);
  const ended = await Promise.all(workers.map((worker) => worker.ended));
  return ended.map(({ result, errors, signal }, rank) => {
    if (!result) throw new Error(`Worker ${rank} ended without a result (${signal}): ${errors}`);
    return result;
  });
}
