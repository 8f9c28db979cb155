/** A process that a test has started: what it says, and how it ends. */
import type { ChildProcessByStdio } from "child_process";
import type { Readable } from "stream";

export interface Ended<Result> {
  code: number | null;
  signal: string | null;
  /** The first line of JSON that it wrote. */
  result: Result | undefined;
  errors: string;
}

export interface Watched<Result> {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves when a line has been written that `text` matches, or when the process has ended. */
  says(text: RegExp): Promise<void>;
  ended: Promise<Ended<Result>>;
}

export function watchChild<Result>(child: ChildProcessByStdio<null, Readable, Readable>): Watched<Result> {
  let out = "";
  let errors = "";
  let gone = false;
  const waiting: (() => void)[] = [];
  const wake = (): void => waiting.splice(0).forEach((resolve) => resolve());
  child.stdout.on("data", (data: Buffer) => ((out += data.toString()), wake()));
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const lines = (): string[] => out.split("\n");
  const ended = new Promise<Ended<Result>>((resolve) =>
    child.on("close", (code, signal) => {
      gone = true;
      wake();
      const last = lines().find((line) => line.startsWith("{"));
      resolve({ code, signal, result: last === undefined ? undefined : (JSON.parse(last) as Result), errors });
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
