// @ts-check
/** Where things are. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root. */
export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * The Python of the virtual environment below `root`.
 * @param {string} root
 */
export function venvPython(root) {
  return path.join(root, ".venv", "bin", "python");
}

/**
 * Where TensorFlow's library lies when it is out of the wheel for another Python than that of the virtual environment.
 * @param {string} root
 */
export function libraryFolder(root) {
  return path.join(root, ".venv", "tensorflow-library");
}

/**
 * The folder of TensorFlow's wheel, which holds its library and headers; null when it is not installed.
 * @param {string} root
 * @returns {string | null}
 */
export function tensorflowFolder(root) {
  const folders = [...sitePackages(root), libraryFolder(root)].map((place) => path.join(place, "tensorflow"));
  return folders.find((folder) => fs.existsSync(path.join(folder, "include"))) ?? null;
}

/**
 * Where the packages of the virtual environment lie.
 * @param {string} root
 * @returns {string[]} one folder, named after its Python; none before there is an environment
 */
export function sitePackages(root) {
  const lib = path.join(root, ".venv", "lib");
  const names = fs.existsSync(lib) ? fs.readdirSync(lib) : [];
  return names.map((name) => path.join(lib, name, "site-packages"));
}

/**
 * A path as the user gave it, made absolute: npm runs scripts in the project's root, not where the user is.
 * @param {string} given
 */
export function fromUser(given) {
  const home = given === "~" || given.startsWith("~/") ? path.join(os.homedir(), given.slice(1)) : given;
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), home);
}

/**
 * The bytes of a path in which those that are not UTF-8 are written `\xe9`, unless a file has just that name; as
 * `lib/corpus/file-name.ts` has it, which is TypeScript.
 * @param {string} given
 */
export function bytesOfPath(given) {
  if (fs.existsSync(given)) return Buffer.from(given);
  const pieces = given.split(/\\x([0-9a-f]{2})/);
  return Buffer.concat(pieces.map((piece, i) => Buffer.from(piece, i % 2 === 1 ? "hex" : "utf8")));
}
