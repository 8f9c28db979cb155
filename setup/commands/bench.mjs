// @ts-check
import path from "node:path";
import { benchVenvIsReady, makeBenchVenv } from "../bench-venv.mjs";
import { projectRoot } from "../paths.mjs";
import { showStep } from "../progress.mjs";
import { runInForeground } from "../run.mjs";

/**
 * Runs the side-by-side table; the options are its own. A program to compare with that cannot be installed is
 * missing from the table, no more.
 * @type {import("../command.mjs").Command}
 */
export function bench(args) {
  return async () => {
    if (!benchVenvIsReady(projectRoot)) {
      await showStep("What the bench compares with: PyTorch, symusic", () => makeBenchVenv(projectRoot)).catch(
        (error) => process.stderr.write(`${error.message}\n`),
      );
    }
    const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
    return runInForeground(process.execPath, [tsx, "bench/main.ts", ...args], { cwd: projectRoot });
  };
}
