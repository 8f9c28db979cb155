// @ts-check
import { SetupError } from "../errors.mjs";
import { keptNotebooks } from "../kept-notebooks.mjs";
import { projectRoot } from "../paths.mjs";
import { resetNotebook } from "../work.mjs";

/**
 * Brings notebooks of `work/` back to their first state; the reader's are kept under another name.
 * @type {import("../command.mjs").Command}
 */
export function reset(args) {
  const names = [...keptNotebooks(projectRoot).texts.keys()];
  const numbers = names.map((name) => name.slice(0, 2)).join("|");
  const usage = `Usage: npm run reset -- ${numbers}|all`;
  if (args.length === 0) throw new SetupError(`Which notebook? ${usage}`);
  const chosen = args.flatMap((arg) => {
    if (arg === "all") return names;
    const found = names.filter((name) => isMeant(name, arg));
    if (found.length === 0) throw new SetupError(`There is no notebook "${arg}". ${usage}`);
    return found;
  });
  return async () => {
    for (const name of new Set(chosen)) for (const line of resetNotebook(projectRoot, name)) console.log(line);
    return 0;
  };
}

/**
 * `5`, `05`, `05-training`, `work/05-training.ipynb` all mean the same.
 * @param {string} name
 * @param {string} arg
 */
function isMeant(name, arg) {
  const last = arg.split("/").at(-1) ?? "";
  return /^\d+$/.test(last) ? Number(last) === Number(name.slice(0, 2)) : name === last || name === `${last}.ipynb`;
}
