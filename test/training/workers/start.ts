/** Starts the workers of `child.ts` on this machine and waits for what they say and how they end. */
import { spawn } from "child_process";
import * as path from "path";
import { freeAddresses } from "../../../lib/training";
import { type Watched, watchChild } from "../watch-child";
import type { ChildOptions, ChildResult } from "./child";

export type Worker = Watched<ChildResult>;

/** @param more of the environment */
export function startWorker(
  addresses: string[],
  rank: number,
  options: ChildOptions,
  more: Record<string, string> = {},
): Worker {
  return startProgram<ChildResult>(addresses, rank, ["child.ts", JSON.stringify(options)], more);
}

/** @param program a file of this folder, and its arguments */
export function startProgram<Result>(
  addresses: string[],
  rank: number,
  [file, ...args]: string[],
  more: Record<string, string> = {},
): Watched<Result> {
  const { TF_CONFIG: _, WORKERS: __, RANK: ___, REDUCE: ____, ...environment } = process.env;
  const program = path.join("test", "training", "workers", file);
  const worker = watchChild<Result>(
    spawn(process.execPath, ["--import", "tsx", program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        LSTM_THREADS: "1",
        TF_NUM_INTRAOP_THREADS: "1",
        ...(addresses.length > 1 ? { WORKERS: addresses.join(","), RANK: String(rank) } : {}),
        ...more,
      },
    }),
  );
  return { ...worker, ended: worker.ended.then((end) => ({ ...end, errors: own(end.errors) })) };
}

/** What it wrote of its own to the error stream: TensorFlow's lines are left out. */
const own = (errors: string): string => errors.replace(/^(E0000|Additional GRPC|:UNKNOWN|The error could).*\n/gm, "");

export async function startWorkers(count: number, options: ChildOptions): Promise<Worker[]> {
  const addresses = await freeAddresses(count);
  return addresses.map((_, rank) => startWorker(addresses, rank, options));
}

/** Runs so many workers to their end. @throws Error with what one wrote, when it fails */
export async function runWorkers(
  count: number,
  options: ChildOptions,
  more: Record<string, string> = {},
): Promise<ChildResult[]> {
  const addresses = await freeAddresses(count);
  const workers = addresses.map((_, rank) => startWorker(addresses, rank, options, more));
  const ended = await Promise.all(workers.map((worker) => worker.ended));
  return ended.map(({ result, errors, signal }, rank) => {
    if (!result) throw new Error(`Worker ${rank} ended without a result (${signal}): ${errors}`);
    return result;
  });
}
