// @ts-check
import path from "node:path";
import { jupyterEnvironment } from "../jupyter.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";

const usage = `npm run site -- [--preset ${presetNames}] [--out DIR]`;

/**
 * Makes `site/`, the project as pages for any host: the README, the chapters as the last run of the preset left them
 * (in `--out`, where it was sent there), with its music and its playground. Before any run, the chapters as they are kept.
 * @type {import("../command.mjs").Command}
 */
export function site(args) {
  const options = readOptions(args, usage);
  const results = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  const program = path.join(projectRoot, "reproduce", "site.py");
  const folder = path.join(projectRoot, "site");
  return async () =>
    runInForeground(venvPython(projectRoot), [program, projectRoot, results, folder], {
      cwd: projectRoot,
      env: jupyterEnvironment(projectRoot),
    });
}
