/**
 * A program that is measured: started once, then asked. Requests are JSON lines on its standard input, replies JSON
 * lines on its file descriptor 3, one for each request; what it prints is kept for the case that it fails.
 */
import { type ChildProcess, spawn } from "child_process";
import * as path from "path";
import * as readline from "readline";
import type { Readable } from "stream";

export const root = path.dirname(__dirname);

export interface Program {
  command: string;
  args: string[];
  /** Beside that of the bench itself. */
  env?: Record<string, string>;
}

export const nodeProgram = (file: string, env: Record<string, string> = {}): Program => ({
  command: process.execPath,
  args: ["--require", "tsx/cjs", path.join("bench", "peers", file)],
  env,
});

/** @param venv ".venv", or ".bench-venv" for what only the bench needs */
export const pythonProgram = (venv: string, file: string): Program => ({
  command: path.join(root, venv, "bin", "python"),
  args: [path.join("bench", "peers", file)],
});

export interface Request {
  do: string;
  [argument: string]: unknown;
}

/** How much of what a program prints is kept, characters. */
const KEPT = 10_000;
/** How long an answer may take, s. */
const PATIENCE = 180;

export class Peer {
  private readonly child: ChildProcess;
  private printed = "";
  // biome-ignore lint/suspicious/noExplicitAny: what a peer answers is told by the request.
  private waiting: { resolve: (reply: any) => void; reject: (error: Error) => void } | null = null;
  private ended: Error | null = null;

  constructor(
    readonly name: string,
    program: Program,
  ) {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", PYTHONNOUSERSITE: "1", ...program.env };
    this.child = spawn(program.command, program.args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
    const keep = (text: Buffer) => (this.printed = (this.printed + text).slice(-KEPT));
    this.child.stdout!.on("data", keep);
    this.child.stderr!.on("data", keep);
    this.child.stdin!.on("error", () => {}); // it has ended; "exit" tells
    readline.createInterface({ input: this.child.stdio[3] as Readable }).on("line", (line) => this.receive(line));
    this.child.on("error", (error) => this.end(error.message));
    this.child.on("close", (code, signal) => this.end(`ended with ${signal ?? `exit status ${code}`}`));
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /**
   * Asks, and waits for the reply.
   * @param patience how long the answer may take, s; a program that takes longer is ended
   * @throws Error when the program fails or ends, with the last line it printed
   */
  ask<Reply>(request: Request, patience = PATIENCE): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      if (this.waiting) return reject(new Error(`${this.name} is still busy; ask one thing at a time.`));
      const timer = setTimeout(() => {
        this.end(`no answer to "${request.do}" within ${patience} s`);
        this.child.kill("SIGKILL");
      }, 1000 * patience);
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          how(value);
        };
      this.waiting = { resolve: settle(resolve), reject: settle(reject) };
      this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Ends the program; resolves when it is gone. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null)
        return resolve();
      this.child.once("close", () => resolve());
      this.child.stdin!.end();
      setTimeout(() => this.child.kill("SIGKILL"), 5000).unref();
    });
  }

  private receive(line: string): void {
    const reply = JSON.parse(line) as { error?: string };
    const { waiting } = this;
    this.waiting = null;
    if (reply.error === undefined) waiting?.resolve(reply);
    else waiting?.reject(new Error(reply.error));
  }

  private end(reason: string): void {
    if (this.ended) return;
    const lastLine = this.printed.trim().split("\n").pop();
    this.ended = new Error(lastLine ? `${reason}: ${lastLine}` : reason);
    this.waiting?.reject(this.ended);
    this.waiting = null;
  }
}
