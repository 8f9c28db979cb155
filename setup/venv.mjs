// @ts-check
/** The virtual environment `.venv`: JupyterLab, TensorFlow, Keras, as pinned and hashed in requirements.txt. */
import fs from "node:fs";
import path from "node:path";
import { explainFailure } from "./errors.mjs";
import { tensorflowFolder, venvPython } from "./paths.mjs";
import { cleanEnvironment, findPython, fits, hasTensorflow, inspectPython } from "./python.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";
import { fetchLibrary } from "./tensorflow-library.mjs";

const title = "Python packages";

/**
 * The stamp, and the mark of an installation that has not come to its end.
 * @param {string} root
 */
const stampOf = (root) => path.join(root, ".venv", "setup.stamp");
/** @param {string} root */
const unfinishedOf = (root) => path.join(root, ".venv", "setup.unfinished");

/**
 * Programs in the environment name its folder, so it belongs to the place it was made in.
 * @param {string} root
 */
const expected = (root) => fingerprint({ texts: [root], files: [path.join(root, "requirements.txt")] });

/**
 * @param {string} root
 * @returns {boolean}
 */
export function venvIsReady(root) {
  // The Python is a link to one outside, which may be gone since.
  return (
    readStamp(stampOf(root)) === expected(root) && fs.existsSync(venvPython(root)) && tensorflowFolder(root) !== null
  );
}

/**
 * Makes or completes `.venv`. One that an interrupted installation left is made anew; pip's cache makes that short.
 * @param {string} root
 * @throws {SetupError} no Python, no venv module, no network, no space
 */
export async function makeVenv(root) {
  const folder = path.join(root, ".venv");
  if (!(await isUsable(root))) {
    const python = await findPython();
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(unfinishedOf(root), "");
    const made = await run(python.program, ["-m", "venv", folder], { env: cleanEnvironment() });
    if (made.code !== 0) throw explainFailure(title, made);
  }
  fs.rmSync(stampOf(root), { force: true });
  fs.writeFileSync(unfinishedOf(root), "");
  await pipInstall(root, path.join(root, "requirements.txt"), title);
  const python = await inspectPython(venvPython(root));
  if (python === null || !hasTensorflow(python)) await fetchLibrary(root);
  fs.rmSync(unfinishedOf(root));
  writeAtomically(stampOf(root), expected(root));
}

/**
 * Installs a pinned and hashed requirements file into `.venv`.
 * @param {string} root
 * @param {string} requirements
 * @param {string} step its name, for the message of a failure
 */
export async function pipInstall(root, requirements, step) {
  // Wheels only: a source archive would run its own installer and fetch what no hash covers.
  const options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "2"];
  const result = await run(venvPython(root), ["-m", "pip", "install", ...options, "-r", requirements], {
    env: cleanEnvironment(),
  });
  if (result.code !== 0) throw explainFailure(step, result);
}

/**
 * Whether `.venv` is sound enough to install into it.
 * @param {string} root
 */
async function isUsable(root) {
  const pip = path.join(root, ".venv", "bin", "pip");
  if (fs.existsSync(unfinishedOf(root)) || !fs.existsSync(pip)) return false;
  // A moved or copied environment still works in part, but its programs name the old folder.
  if (!fs.readFileSync(pip, "utf8").includes(path.join(root, ".venv", "bin"))) return false;
  const python = await inspectPython(venvPython(root));
  return python !== null && fits(python);
}
