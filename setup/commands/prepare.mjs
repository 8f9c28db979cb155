// @ts-check
import { projectRoot } from "../paths.mjs";
import { prepareWork } from "../work.mjs";

/**
 * The set-up and nothing else: afterwards the notebooks in `work/` can be opened by any program that knows Jupyter.
 * @type {import("../command.mjs").Command}
 */
export function prepare() {
  return async () => {
    for (const line of prepareWork(projectRoot).lines) console.error(line);
    return 0;
  };
}
