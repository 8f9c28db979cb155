/** Starts `child.ts` and waits for what it says and how it ends. */
import { spawn, type ChildProcess } from "child_process";
import * as path from "path";
import type { ChildOptions, ChildResult } from "./child";

export interface Child {
  process: ChildProcess;
  /** Resolves when a line has been written that `text` matches, or when the process has ended. */
  says(text: RegExp): Promise<void>;
  ended: Promise<{ code: number | null; signal: string | null; result: ChildResult | undefined; errors: string }>;
}

export function startChild(options: ChildOptions): Child {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join("test", "training", "child.ts"), JSON.stringify(options)],
    {
      stdio: ["ignore", "pipe", "pipe"],
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
  const ended = new Promise<Awaited<Child["ended"]>>((resolve) =>
    child.on("close", (code, signal) => {
      gone = true;
      wake();
      const last = lines().find((line) => line.startsWith("{"));
      resolve({ code, signal, result: last === undefined ? undefined : (JSON.parse(last) as ChildResult), errors });
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
