// @ts-check
import path from "node:path";
import { ensureCollection } from "../collections.mjs";
import { jupyterEnvironment } from "../jupyter.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";
import { prepareWork } from "../work.mjs";

const usage = `npm start -- [--midi DIR | --collection NAME] [--preset ${presetNames}] [--out DIR]`;

/**
 * Opens JupyterLab on the first of the reader's notebooks in `work/`: on this computer only, with its token. The whole
 * project is below it, so that `lib` can be read and edited beside a notebook.
 * @type {import("../command.mjs").Command}
 */
export function start(args) {
  const options = readOptions(args, usage);
  const settings = [
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.root_dir=${projectRoot}`,
    `--LabApp.extra_labextensions_path=${path.join(projectRoot, "kernel", "labextensions")}`,
    // Ctrl-C stops it without a question; what runs in a notebook is interrupted.
    "--ServerApp.answer_yes=True",
    "--log-level=WARN",
    // In a container one often is root; the server listens on this computer only.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  return async () => {
    await ensureCollection(projectRoot, options.COLLECTION);
    const { texts, lines } = prepareWork(projectRoot);
    const [first = ""] = texts.keys();
    for (const line of lines) console.error(line);
    const page = `--LabApp.default_url=/lab/tree/work/${encodeURIComponent(first)}`;
    return runInForeground(venvPython(projectRoot), ["-m", "jupyterlab", page, ...settings], {
      cwd: projectRoot,
      env: { ...jupyterEnvironment(projectRoot), ...options },
    });
  };
}
