// @ts-check
import path from "node:path";
import { jupyterEnvironment } from "../jupyter.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { runInForeground } from "../run.mjs";

const usage = "npm run reproduce -- [--midi DIR] [--preset quick|standard|article] [--out DIR] [--fresh]";

/** Runs all the notebooks in Jupyter and leaves `results/<preset>/`. @type {import("../command.mjs").Command} */
export function reproduce(args) {
  const options = readOptions(args, usage);
  const out = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  return () =>
    runInForeground(venvPython(projectRoot), [path.join(projectRoot, "reproduce", "main.py")], {
      cwd: projectRoot,
      env: { ...jupyterEnvironment(projectRoot), ...options, OUT_DIR: out },
    });
}
