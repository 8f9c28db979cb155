/** A thread that reads files of songs for this one. */
import { createRequire } from "module";
import * as path from "path";
import { Worker } from "worker_threads";
import type { SongBlock } from "./song-block";
import type { ReadAs } from "./song-reader";

/** What the thread is told when it starts. */
export interface ThreadTask extends ReadAs {
  root: string;
}

/** A thread did not start, or ended before its work was done. */
export class ThreadError extends Error {}

export class ReadThread {
  private readonly worker: Worker;
  /** Who waits for an answer; they come in the order of the questions. */
  private readonly waiting: { resolve: (block: SongBlock) => void; reject: (error: ThreadError) => void }[] = [];
  private ended: ThreadError | undefined;

  constructor(task: ThreadTask) {
    // Node has nothing that reads TypeScript in a thread; tsx, from the project's root, the working folder of all.
    const tsx = createRequire(path.resolve("package.json")).resolve("tsx/cjs");
    const file = path.resolve("lib", "corpus", "read-worker.ts");
    this.worker = new Worker(file, { workerData: task, execArgv: ["--require", tsx] });
    this.worker.on("message", (block: SongBlock) => this.waiting.shift()?.resolve(block));
    this.worker.on("error", (error) => this.end(error instanceof Error ? error.message : String(error)));
    this.worker.on("exit", (code) => this.end(`it ended with exit code ${code}`));
  }

  /** What these files give. @throws ThreadError when the thread ends before it has read them. */
  read(files: readonly string[]): Promise<SongBlock> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(files);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private end(reason: string): void {
    this.ended ??= new ThreadError(reason);
    for (const { reject } of this.waiting.splice(0)) reject(this.ended);
  }
}
