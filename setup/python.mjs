// @ts-check
/** Finding a Python that fits. */
import { SetupError } from "./errors.mjs";
import { run } from "./run.mjs";

/** Versions for which there is a wheel of the pinned TensorFlow. */
const versions = ["3.10", "3.11", "3.12", "3.13"];
const candidates = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python", "py"];

const probe = `
import importlib.util as util, sys
print("%d.%d" % sys.version_info[:2], sys.executable, all(map(util.find_spec, ("venv", "ensurepip"))), sep="\\n")
`;

/** @typedef {{ program: string, version: string, venv: boolean }} Python venv: it can make virtual environments */

/**
 * Whether there is a wheel of TensorFlow for it.
 * @param {Python} python
 */
export function fits(python) {
  return versions.includes(python.version);
}

/**
 * What `program` is, found out by running it (version managers put commands on the PATH that only say that the
 * version is not there); null when it is no Python that runs.
 * @param {string} program
 * @returns {Promise<Python | null>}
 */
export async function inspectPython(program) {
  const { code, output } = await run(program, ["-c", probe], { timeout: 20_000 });
  const [version, executable, venv] = output.trim().split("\n").slice(-3);
  if (code !== 0 || !/^\d+\.\d+$/.test(version ?? "")) return null;
  return { program: executable, version, venv: venv === "True" };
}

/**
 * The first Python that fits: the one in the environment variable PYTHON, else of those on the PATH.
 * @returns {Promise<Python>}
 * @throws {SetupError} when there is none, or none with the venv module
 */
export async function findPython() {
  const given = process.env.PYTHON;
  /** @type {Python | undefined} */
  let withoutVenv;
  /** @type {string[]} */
  const others = [];
  for (const program of given ? [given] : candidates) {
    const python = await inspectPython(program);
    if (python === null) continue;
    if (!fits(python)) others.push(python.version);
    else if (python.venv) return python;
    else withoutVenv ??= python;
  }
  if (withoutVenv) {
    throw new SetupError(
      `Python ${withoutVenv.version} (${withoutVenv.program}) has no venv module: install it ` +
        `(Debian, Ubuntu: sudo apt install python${withoutVenv.version}-venv) and run it again.`,
    );
  }
  const found = others.length > 0 ? ` (found only ${[...new Set(others)].join(", ")})` : "";
  throw new SetupError(
    given
      ? `PYTHON=${given} is not a Python 3.10 to 3.13 that runs${found}; set it to one, or unset it.`
      : `No Python 3.10 to 3.13 was found${found}: install one, or name it in the environment variable PYTHON.`,
  );
}
