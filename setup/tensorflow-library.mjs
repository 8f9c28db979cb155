// @ts-check
/**
 * TensorFlow's library and headers out of the wheel for another Python, where there is none for the machine's. The
 * library does not know Python, so which one its wheel was made for does not matter; Keras, which does, is then missing.
 */
import fs from "node:fs";
import path from "node:path";
import { explainFailure, SetupError } from "./errors.mjs";
import { wheelPackage } from "./machine.mjs";
import { libraryFolder, venvPython } from "./paths.mjs";
import { cleanEnvironment, lentVersion } from "./python.mjs";
import { run } from "./run.mjs";

const title = "TensorFlow's library";

/** Takes the library, the headers and the wheel's own description out of the one wheel in a folder. */
export const unpack = `
import re, sys, zipfile
from pathlib import Path
source, target = map(Path, sys.argv[1:])
[file] = source.glob("*.whl")
wanted = re.compile(r"tensorflow/(include/|libtensorflow_(cc|framework)\\.)|[^/]+\\.dist-info/")
with zipfile.ZipFile(file) as wheel:
    wheel.extractall(target, [name for name in wheel.namelist() if wanted.match(name)])
`;

/**
 * Fetches the wheel that requirements.txt pins and hashes, and leaves of it what compiling the addon needs.
 * @param {string} root
 * @throws {SetupError} no network, no space, or another wheel than that
 */
export async function fetchLibrary(root) {
  const name = wheelPackage(process);
  if (name === null) throw new SetupError(`${title}: there is none for ${process.platform} on ${process.arch}.`);
  const requirement = wheelRequirement(fs.readFileSync(path.join(root, "requirements.txt"), "utf8"), name);
  const folder = libraryFolder(root);
  // This is the last thing that is put there.
  const [, release] = /** @type {RegExpExecArray} */ (/==(\S+)/.exec(requirement));
  if (fs.existsSync(path.join(folder, `${name.replace("-", "_")}-${release}.dist-info`))) return;
  fs.rmSync(folder, { recursive: true, force: true });
  const download = path.join(folder, "download");
  const unpacked = path.join(folder, "unpacked");
  fs.mkdirSync(download, { recursive: true });
  const requirements = path.join(download, "requirements.txt");
  fs.writeFileSync(requirements, requirement);
  const options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "2"];
  const version = ["--python-version", lentVersion, "--implementation", "cp"];
  const pip = ["-m", "pip", "download", ...options, ...version, "--dest", download, "-r", requirements];
  for (const args of [pip, ["-c", unpack, download, unpacked]]) {
    const result = await run(venvPython(root), args, { env: cleanEnvironment() });
    if (result.code !== 0) throw explainFailure(title, result);
  }
  fs.rmSync(download, { recursive: true });
  for (const entry of fs.readdirSync(unpacked).sort())
    fs.renameSync(path.join(unpacked, entry), path.join(folder, entry));
  fs.rmdirSync(unpacked);
}

/**
 * What requirements.txt says of one package: its version and its hashes, without the condition on the Python.
 * @param {string} text
 * @param {string} name
 * @returns {string}
 * @throws {SetupError} when it says nothing
 */
export function wheelRequirement(text, name) {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith(`${name}==`));
  if (first < 0) throw new SetupError(`${title}: requirements.txt names no ${name}.`);
  const end = lines.findIndex((line, i) => i >= first && !line.endsWith("\\"));
  const [pinned] = lines[first].split(/[ ;\\]/);
  return [`${pinned} \\`, ...lines.slice(first + 1, end + 1), ""].join("\n");
}
