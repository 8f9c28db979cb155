// @ts-check
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "../errors.mjs";
import { ensureCollection } from "../collections.mjs";
import { jupyterEnvironment } from "../jupyter.mjs";
import { keptFolder } from "../kept-notebooks.mjs";
import { readOptions } from "../options.mjs";
import { fromUser, projectRoot, venvPython } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";
import { takeOption } from "../take-option.mjs";
import { prepareWork } from "../work.mjs";
import { isFirst, takeWorkers, trainTogether } from "../workers.mjs";

const usage = `npm run reproduce -- [--midi DIR | --collection NAME] [--preset ${presetNames}] [--out DIR] [--fresh] [--workers N | --workers HOST:PORT,HOST:PORT --rank I] [--reduce bfloat16]`;

const main = path.join(projectRoot, "reproduce", "main.py");

/**
 * Runs the notebooks as they are kept in the project, whatever a reader did to theirs, and leaves `results/<preset>/`.
 * With `--workers` the model is trained first, by all workers; the notebooks, which rank 0 alone runs, find it trained.
 * For maintainers, `--notebooks DIR` runs those of a folder as they stand there instead.
 * @type {import("../command.mjs").Command}
 */
export function reproduce(args) {
  const { workers, rest: others } = takeWorkers(args);
  const { folder, rest } = takeNotebooks(others);
  const options = readOptions(rest, usage);
  const command = ["npm run reproduce", ...goOn(args)].join(" ");
  const out = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  return async () => {
    await ensureCollection(projectRoot, options.COLLECTION);
    if (workers !== undefined) {
      const code = await trainTogether(workers, { ...options, OUT_DIR: out });
      if (code !== 0 && isFirst(workers)) console.error(`To go on: ${command}`);
      if (code !== 0 || !isFirst(workers)) return code;
      options.FRESH = ""; // the notebooks are to find what was just trained
    }
    if (folder === undefined) prepareKept();
    return runInForeground(venvPython(projectRoot), [main, folder ?? keptFolder(projectRoot), command], {
      cwd: projectRoot,
      // The reader's own bins are for the reader's own notebooks.
      env: { ...jupyterEnvironment(projectRoot), ...options, OUT_DIR: out, CHOSEN_BINS: "off" },
    });
  };
}

/** Writes the kept notebooks to their folder, and says which are not what stands in `notebooks/`. */
function prepareKept() {
  const { changed, others, lines } = prepareWork(projectRoot);
  for (const name of changed.keys()) {
    lines.push(`notebooks/${name} was changed: the project's own is run, yours stays as it is.`);
  }
  for (const name of others) lines.push(`notebooks/${name} is not one of the project's and is left out.`);
  for (const line of lines) console.log(line);
}

/**
 * @param {string[]} args
 * @returns {{ folder: string | undefined, rest: string[] }} the folder of `--notebooks`, and the other arguments
 */
function takeNotebooks(args) {
  const { value, rest } = takeOption(args, "notebooks");
  if (value === undefined) return { folder: undefined, rest };
  const folder = fromUser(value);
  if (!value || !fs.existsSync(folder)) throw new SetupError(`There is no folder "${value}".`);
  return { folder, rest };
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
