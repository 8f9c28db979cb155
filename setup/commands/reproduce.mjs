// @ts-check
import path from "node:path";
import { jupyterEnvironment } from "../jupyter.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { runInForeground } from "../run.mjs";

const usage = "npm run reproduce -- [--midi DIR] [--preset quick|standard|article] [--out DIR] [--fresh]";

const main = path.join(projectRoot, "reproduce", "main.py");

/**
 * Runs all the notebooks in Jupyter and leaves `results/<preset>/`.
 * @type {import("../command.mjs").Command}
 */
export function reproduce(args) {
  const options = readOptions(args, usage);
  const command = ["npm run reproduce", ...goOn(args)].join(" ");
  const out = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  return () =>
    runInForeground(venvPython(projectRoot), [main, path.join(projectRoot, "notebooks"), command], {
      cwd: projectRoot,
      env: { ...jupyterEnvironment(projectRoot), ...options, OUT_DIR: out },
    });
}

/**
 * The arguments, quoted for a shell, that continue the run that `args` began.
 * @param {string[]} args
 */
function goOn(args) {
  const rest = args
    .filter((arg) => arg !== "--fresh")
    .map((arg) => (/^[\w./=~-]+$/.test(arg) ? arg : `'${arg.replace(/'/g, "'\\''")}'`));
  return rest.length > 0 ? ["--", ...rest] : [];
}
