// @ts-check
/**
 * The notebooks as they are kept in the project, also where somebody edited them in `notebooks/`: those that still
 * carry their stamp, else what git has, else the copy that an earlier start made.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SetupError } from "./errors.mjs";
import { firstState, notebookName, sameText } from "./notebook-text.mjs";

/** @param {string} root */
export const notebooksFolder = (root) => path.join(root, "notebooks");

/**
 * The notebooks that the working copies were last compared with.
 * @param {string} root
 */
export const keptFolder = (root) => path.join(root, ".notebooks");

/**
 * @typedef {object} Kept
 * @property {Map<string, string>} texts the files of the kept notebooks by name, in order
 * @property {Map<string, string>} changed those that stand in `notebooks/` with another text
 * @property {string[]} others notebooks in `notebooks/` that are not of the project
 */

/**
 * @param {string} root
 * @returns {Kept}
 * @throws {SetupError} when one was changed and nothing tells what it was
 */
export function keptNotebooks(root) {
  const committed = committedNames(root);
  /** @type {Map<string, string>} */
  const texts = new Map();
  /** @type {Kept["changed"]} */
  const changed = new Map();
  /** @type {string[]} */
  const others = [];
  const there = namesIn(notebooksFolder(root));
  const names = new Set([...there, ...(committed ?? namesIn(keptFolder(root)))]);
  for (const name of [...names].sort()) {
    const found = readText(path.join(notebooksFolder(root), name));
    const said = found === null ? null : firstState(found);
    if (found !== null && said?.name === name && said.intact) {
      texts.set(name, found);
      continue;
    }
    const kept = committed?.includes(name) ? committedText(root, name) : readText(path.join(keptFolder(root), name));
    if (kept !== null) {
      texts.set(name, kept);
      if (found !== null && !sameText(found, kept)) changed.set(name, found);
    } else if (said?.name === name) {
      throw new SetupError(
        `notebooks/${name} was changed, and its first state is not to be had (neither from git nor from an earlier ` +
          `start): rename yours, and take the file from the project again.`,
      );
    } else others.push(name);
  }
  return { texts, changed, others };
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
export function namesIn(folder) {
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => notebookName.test(name)) : [];
}

/**
 * @param {string} file
 * @returns {string | null} null when there is no such file
 */
export function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * The names of the notebooks in git's last commit; null where the project is no checkout, or there is no git.
 * @param {string} root
 * @returns {string[] | null}
 */
function committedNames(root) {
  const listed = git(root, "ls-tree", "--name-only", "-z", "HEAD", "notebooks/");
  const names = listed?.split("\0").map((file) => path.posix.basename(file));
  const found = names?.filter((name) => notebookName.test(name)) ?? [];
  // A project without its own repository may lie in somebody's other one, which has no such files.
  return found.length > 0 ? found : null;
}

/**
 * @param {string} root
 * @param {string} name
 */
const committedText = (root, name) => git(root, "show", `HEAD:./notebooks/${name}`);

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {string | null} what git writes; null when it fails or is not there
 */
function git(root, ...args) {
  try {
    const stdio = /** @type {("ignore" | "pipe")[]} */ (["ignore", "pipe", "ignore"]);
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio, maxBuffer: 1e8, timeout: 30_000 });
  } catch {
    return null;
  }
}
