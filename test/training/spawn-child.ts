/** Starts `child.ts` and waits for what it says and how it ends. */
import { spawn } from "child_process";
import * as path from "path";
import type { ChildOptions, ChildResult } from "./child";
import { type Watched, watchChild } from "./watch-child";

export type Child = Watched<ChildResult>;

export function startChild(options: ChildOptions): Child {
  const args = ["--import", "tsx", path.join("test", "training", "child.ts"), JSON.stringify(options)];
  return watchChild(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] }));
}
