// @ts-check
import path from "node:path";
import { projectRoot, venvPython } from "../paths.mjs";
import { runInForeground } from "../run.mjs";

/**
 * For maintainers: puts the executed notebooks of `results/standard/` (or the folder given) in the place of those in
 * `notebooks/`, so that they can be committed with the outputs of a real run.
 * @type {import("../command.mjs").Command}
 */
export function saveNotebooks(args) {
  const from = path.resolve(projectRoot, args[0] ?? path.join("results", "standard"));
  return () =>
    runInForeground(venvPython(projectRoot), [
      path.join(projectRoot, "reproduce", "save.py"),
      from,
      path.join(projectRoot, "notebooks"),
    ]);
}
