// @ts-check
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "../errors.mjs";
import { ensureCollection } from "../collections.mjs";
import { jupyterEnvironment } from "../jupyter.mjs";
import { keptFolder } from "../kept-notebooks.mjs";
import { readOptions } from "../options.mjs";
import { fromUser, projectRoot, venvPython } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";
import { prepareWork } from "../work.mjs";

const usage = `npm run reproduce -- [--midi DIR | --collection NAME] [--preset ${presetNames}] [--out DIR] [--fresh]`;

const main = path.join(projectRoot, "reproduce", "main.py");

/**
 * Runs the notebooks as they are kept in the project, whatever a reader did to theirs, and leaves `results/<preset>/`.
 * For maintainers, `--notebooks DIR` runs those of a folder as they stand there instead.
 * @type {import("../command.mjs").Command}
 */
export function reproduce(args) {
  const { folder, rest } = takeNotebooks(args);
  const options = readOptions(rest, usage);
  const command = ["npm run reproduce", ...goOn(args)].join(" ");
  const out = options.OUT_DIR ?? path.join(projectRoot, "results", options.PRESET);
  return async () => {
    await ensureCollection(projectRoot, options.COLLECTION);
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
  const { tokens } = parseArgs({ args, options: { notebooks: { type: "string" } }, strict: false, tokens: true });
  const token = tokens.find((token) => token.kind === "option" && token.name === "notebooks");
  if (token?.kind !== "option") return { folder: undefined, rest: args };
  const folder = fromUser(token.value ?? "");
  if (!token.value || !fs.existsSync(folder)) throw new SetupError(`There is no folder "${token.value ?? ""}".`);
  return { folder, rest: args.filter((_, i) => i < token.index || i >= token.index + (token.inlineValue ? 1 : 2)) };
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
