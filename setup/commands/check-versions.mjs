// @ts-check
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { explainFailure, SetupError } from "../errors.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { printable } from "../printable.mjs";
import { showStep } from "../progress.mjs";
import { fits, inspectPython } from "../python.mjs";
import { run } from "../run.mjs";

const usage = "Usage: npm run check-versions [-- --node VERSION] [--python PROGRAM]";
/** Another Node than the one that most developers have, out of the npm package of that system. */
const otherNode = "24.21.0";

/**
 * Sets a copy of the project up from nothing with another Node and another Python than usual, in a temporary folder, and
 * runs the first notebook there. A Python of another version is looked for on the PATH and among pyenv's; where there is
 * none, it says so and takes the usual one.
 * @type {import("../command.mjs").Command}
 */
export function checkVersions(args) {
  const { node, python } = readVersions(args);
  return async () => {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "check versions ")));
    try {
      const bin = await showStep(`Node ${node}`, () => fetchNode(node, folder));
      const program = python ?? (await otherPython());
      if (program === null) console.log("There is no other Python here; the usual one is taken.");
      const copy = path.join(folder, "project");
      await copyProject(copy);
      const env = {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
        ...(program === null ? {} : { PYTHON: program }),
      };
      const main = path.join("setup", "main.mjs");
      const inCopy = (/** @type {string[]} */ ...rest) => mustRun(path.join(bin, "node"), rest, { cwd: copy, env });
      await showStep("set-up", () => inCopy(main, "setup"));
      const first =
        fs
          .readdirSync(path.join(copy, "notebooks"))
          .sort()
          .find((name) => name.startsWith("01-")) ?? "";
      const one = path.join(folder, "first");
      fs.mkdirSync(one);
      fs.copyFileSync(path.join(copy, "notebooks", first), path.join(one, first));
      const out = path.join(folder, "results");
      const reproduce = [main, "reproduce", "--preset", "quick", "--notebooks", one, "--out", out];
      await showStep(first, () => inCopy(...reproduce));
      const { version } = (await inspectPython(venvPython(copy))) ?? { version: "?" };
      console.log(`Node ${node} and Python ${version}: set up, and ${first} runs.`);
      return 0;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      console.log(printable(error.message));
      return 1;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  };
}

/**
 * @param {string[]} args
 * @returns {{ node: string, python: string | undefined }}
 * @throws {SetupError}
 */
export function readVersions(args) {
  const text = /** @type {const} */ ({ type: "string" });
  try {
    const { values } = parseArgs({ args, options: { node: text, python: text } });
    return { node: values.node ?? otherNode, python: values.python };
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message.split(/\.\s|\n/)[0]}. ${usage}`);
  }
}

/**
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<string>} the folder of its program
 */
async function fetchNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const place = path.join(folder, "node");
  fs.mkdirSync(place);
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", place];
  await mustRun("npm", ["install", ...options, `${name}@${version}`], { cwd: place });
  return path.join(place, "node_modules", name, "bin");
}

/**
 * A Python that fits and is of another version than that of the project's environment.
 * @returns {Promise<string | null>}
 */
async function otherPython() {
  const own = (await inspectPython(venvPython(projectRoot)))?.version;
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), ".pyenv"), "versions");
  const kept = fs.existsSync(pyenv) ? fs.readdirSync(pyenv).sort().reverse() : [];
  const versions = ["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => `python${version}`);
  for (const program of [...versions, ...kept.map((name) => path.join(pyenv, name, "bin", "python"))]) {
    const python = await inspectPython(program);
    if (python?.venv && fits(python) && python.version !== own) return python.program;
  }
  return null;
}

/**
 * The files that git knows and those that are new, as they stand.
 * @param {string} target
 */
async function copyProject(target) {
  const { output } = await mustRun("git", ["ls-files", "-z", "-co", "--exclude-standard"], { cwd: projectRoot });
  for (const name of output.split("\0").filter((name) => fs.existsSync(path.join(projectRoot, name)))) {
    if (name === "") continue;
    fs.mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    fs.copyFileSync(path.join(projectRoot, name), path.join(target, name));
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @throws {SetupError} when it fails
 */
async function mustRun(program, args, options) {
  const result = await run(program, args, options);
  if (result.code !== 0) throw explainFailure("check-versions", result);
  return result;
}
