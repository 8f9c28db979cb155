/**
 * A training process to be stopped, killed and looked at. Its one argument is {@link ChildOptions} as JSON. It writes
 * "ready" when the first step is due, then "epoch N" for each entry of the diary,
 * "step EPOCH STEP" now and then, and at its end {@link ChildResult} as JSON,
 * each on a line.
 */
import { createHash } from "crypto";
import * as fs from "fs";
import type { Preset } from "../../lib/preset";
import type { Seq2Seq } from "../../lib/model";
import { train, type TrainOptions } from "../../lib/training";
import { tinyDataset } from "./tiny";

export interface ChildOptions {
  folder: string;
  preset?: Partial<Preset>;
  train?: Pick<TrainOptions, "checkpointEpochs" | "checkpointMinutes" | "fresh">;
  /** Dies by SIGKILL at the nth call (1-based) of this kind within checkpoints; half of the bytes of a "write" are written. */
  killAt?: { call: Call; nth: number };
  /** Listens for SIGTERM itself, so that `train` does not end the process. */
  survives?: boolean;
}

export type Call = "open" | "write" | "sync" | "close" | "rename" | "renamed" | "removed";

export interface ChildResult {
  weights: string;
  finished: boolean;
  resumedFrom: number | null;
  messages: string[];
  losses: (number | null)[];
  diary: unknown[];
  /** Resident memory in bytes after each epoch of this session. */
  rss: number[];
}

export function digestOf(model: Seq2Seq): string {
  const hash = createHash("sha256");
  for (const { name, variable } of model.weights)
    hash.update(name).update(new Uint8Array(variable.dataSync().slice().buffer));
  return hash.digest("hex");
}

/** Puts a death into the file system's calls that checkpoints are written with. */
function dieAt({ call, nth }: NonNullable<ChildOptions["killAt"]>): void {
  let count = 0;
  const maybe = (at: Call, before: () => unknown = () => undefined): void => {
    if (at !== call || ++count < nth) return;
    before();
    process.kill(process.pid, "SIGKILL");
  };
  const { open, rename } = fs.promises;
  const { rmSync } = fs;
  const patched = fs.promises as { open: unknown; rename: unknown };
  patched.open = async (file: string, flags: string) => {
    const handle = await open(file, flags);
    if (flags !== "w") return handle;
    maybe("open");
    const { write, sync, close } = handle;
    return Object.assign(handle, {
      write(bytes: Uint8Array, offset: number, length: number) {
        maybe("write", () => fs.writeSync(handle.fd, bytes, offset, length >> 1));
        return (write as (b: Uint8Array, o: number, l: number) => unknown).call(handle, bytes, offset, length);
      },
      sync: () => (maybe("sync"), sync.call(handle)),
      close: () => (maybe("close"), close.call(handle)),
    });
  };
  patched.rename = async (from: string, to: string) => {
    maybe("rename");
    await rename(from, to);
    maybe("renamed");
  };
  (require("fs") as { rmSync: unknown }).rmSync = (file: string, options: fs.RmOptions) => {
    rmSync(file, options);
    if (file.endsWith(".checkpoint")) maybe("removed");
  };
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]) as ChildOptions;
  if (options.killAt) dieAt(options.killAt);
  if (options.survives) process.on("SIGTERM", () => undefined);
  const rss: number[] = [];
  const dataset = tinyDataset({ diaryEvery: 1, ...options.preset });
  const run = await train({
    dataset,
    folder: options.folder,
    ...options.train,
    onEpoch: (_, epoch) => {
      if (epoch > 1 && epoch % dataset.preset.diaryEvery > 0) return undefined;
      console.log(`epoch ${epoch}`);
      rss.push(process.memoryUsage().rss);
      return { epoch, piece: [epoch] };
    },
    onProgress: ({ state, epoch, step }) => {
      if (state === "starting") console.log("ready");
      if (state === "training") console.log(`step ${epoch} ${step}`);
    },
  });
  const result: ChildResult = {
    weights: digestOf(run.model),
    finished: run.finished,
    resumedFrom: run.resumedFrom,
    messages: run.messages,
    losses: run.history.flatMap((record) => [record.loss, record.validationLoss]),
    diary: run.diary,
    rss,
  };
  console.log(JSON.stringify(result));
}

if (require.main === module) void main();
