// @ts-check
import path from "node:path";
import { projectRoot } from "../paths.mjs";
import { runInForeground } from "../run.mjs";

/**
 * Runs the side-by-side table; the options are its own.
 * @type {import("../command.mjs").Command}
 */
export function bench(args) {
  const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
  return () => runInForeground(process.execPath, [tsx, "bench/main.ts", ...args], { cwd: projectRoot });
}
