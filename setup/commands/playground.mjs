// @ts-check
import path from "node:path";
import { ensureCollection } from "../collections.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";

const usage = `npm run playground [-- --preset ${presetNames}] [--midi DIR | --collection NAME] [--out DIR]`;

/**
 * Makes the page to play on, from the training that is there, finished or not; without one from the model that is shipped.
 * @type {import("../command.mjs").Command}
 */
export function playground(args) {
  const options = readOptions(args, usage);
  const out = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  return async () => {
    await ensureCollection(projectRoot, options.COLLECTION);
    const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
    return runInForeground(process.execPath, [tsx, "reproduce/playground.ts", "--or-small"], {
      cwd: projectRoot,
      env: { ...process.env, ...options, OUT_DIR: out, CHOSEN_BINS: "off" },
    });
  };
}
