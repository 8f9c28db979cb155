import { execFile } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { vi } from "vitest";
import { jupyterEnvironment, venv } from "./kernelspec";

// A kernel takes two seconds to start, and many more on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 300_000 });

export type Step =
  | { run: string; tags?: string[]; interrupt?: number /* times, once it has printed */ }
  | { together: string[] }
  | { write: [file: string, text: string] }
  | { pause: number /* seconds */ }
  | { complete: string; at: number }
  | { inspect: string; at: number };

/** What Jupyter got back for a cell, in the order of the messages. */
export interface Ran {
  reply: {
    status: "ok" | "error" | "aborted";
    execution_count: number;
    ename?: string;
    evalue?: string;
    traceback?: string[];
  };
  messages: [type: string, content: Record<string, any>][];
}

/** Starts the kernel in a folder of its own, has it do the steps one after the other, and ends it. */
export async function converse(steps: readonly Step[]): Promise<any[]> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "kernel-"));
  try {
    const talk = execFile(venv("python"), [path.join(__dirname, "converse.py")], {
      cwd: scratch,
      env: jupyterEnvironment(scratch),
      maxBuffer: 1e8,
    });
    let [out, log] = ["", ""];
    talk.stdout!.on("data", (text) => (out += text));
    talk.stderr!.on("data", (text) => (log += text));
    talk.stdin!.end(JSON.stringify(steps));
    const code = await new Promise((resolve) => talk.on("close", resolve));
    if (code !== 0) throw new Error(`the conversation with the kernel failed:\n${log}`);
    const { answers, alive } = JSON.parse(out);
    if (!alive) throw new Error(`the kernel died:\n${log}`);
    return answers;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs cells and returns what came of each. */
export function run(...cells: (string | Extract<Step, { run: string }>)[]): Promise<Ran[]> {
  return converse(cells.map((cell) => (typeof cell === "string" ? { run: cell } : cell)));
}

/** The text that a cell wrote to one of its streams. */
export function printed({ messages }: Ran, stream: "stdout" | "stderr" = "stdout"): string {
  return messages
    .filter(([type, content]) => type === "stream" && content.name === stream)
    .map(([, content]) => content.text)
    .join("");
}
