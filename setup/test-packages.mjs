// @ts-check
/** What only the tests need in `.venv`: the libraries that open an exported model, pinned in requirements-test.txt. */
import path from "node:path";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";
import { pipInstall } from "./venv.mjs";

/** @param {string} root */
const stampOf = (root) => path.join(root, ".venv", "test-packages.stamp");
/** @param {string} root */
const requirementsOf = (root) => path.join(root, "requirements-test.txt");
/** @param {string} root */
const expected = (root) => fingerprint({ texts: [root], files: [requirementsOf(root)] });

/**
 * @param {string} root
 * @returns {boolean}
 */
export const testPackagesAreReady = (root) => readStamp(stampOf(root)) === expected(root);

/**
 * @param {string} root
 * @throws {SetupError} no network, no space
 */
export async function installTestPackages(root) {
  await pipInstall(root, requirementsOf(root), "Python packages of the tests");
  writeAtomically(stampOf(root), expected(root));
}
