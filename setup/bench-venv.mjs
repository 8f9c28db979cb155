// @ts-check
/** The bench's own environment `.bench-venv`: what only the programs it compares with need (PyTorch, symusic). */
import fs from "node:fs";
import path from "node:path";
import { explainFailure } from "./errors.mjs";
import { venvPython } from "./paths.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";
import { cleanEnvironment } from "./python.mjs";

/** PyTorch's own index of CPU builds: see bench/requirements-torch.txt. */
const torchIndex = "https://download.pytorch.org/whl/cpu";
/** Wheels only: a source archive would run its own installer. */
const options = ["--no-deps", "--only-binary", ":all:", "--retries", "2"];

/** @param {string} root */
const folderOf = (root) => path.join(root, ".bench-venv");
/** @param {string} root */
const stampOf = (root) => path.join(folderOf(root), "setup.stamp");
/** @param {string} root */
const filesOf = (root) => ["requirements.txt", "requirements-torch.txt"].map((name) => path.join(root, "bench", name));
/** @param {string} root */
const expected = (root) => fingerprint({ texts: [root], files: filesOf(root) });

/**
 * @param {string} root
 * @returns {boolean}
 */
export function benchVenvIsReady(root) {
  return readStamp(stampOf(root)) === expected(root) && fs.existsSync(path.join(folderOf(root), "bin", "python"));
}

/**
 * Makes `.bench-venv` from the Python of `.venv`. What can be installed is, also when something else cannot.
 * @param {string} root
 * @throws {SetupError} when a part is missing at the end; the rest is there all the same
 */
export async function makeBenchVenv(root) {
  const folder = folderOf(root);
  fs.rmSync(folder, { recursive: true, force: true });
  const env = cleanEnvironment();
  const made = await run(venvPython(root), ["-m", "venv", folder], { env });
  if (made.code !== 0) throw explainFailure("A virtual environment for the bench", made);
  /** @param {string[]} args */
  const install = (...args) =>
    run(path.join(folder, "bin", "python"), ["-m", "pip", "install", ...options, ...args], { env });
  const [hashed, torch] = filesOf(root);
  const others = await install("--require-hashes", "-r", hashed);
  let pytorch = await install("-r", torch);
  if (pytorch.code !== 0) pytorch = await install("--extra-index-url", torchIndex, "-r", torch);
  if (others.code !== 0) throw explainFailure("The bench's packages", others);
  if (pytorch.code !== 0) throw explainFailure("PyTorch", pytorch);
  writeAtomically(stampOf(root), expected(root));
}
