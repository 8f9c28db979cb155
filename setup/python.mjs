// @ts-check
/** Finding a Python that fits. */
import { SetupError } from "./errors.mjs";
import { run } from "./run.mjs";

/** Versions for which there is a wheel of the pinned TensorFlow: Keras runs there as well. */
const withTensorflow = ["3.10", "3.11", "3.12", "3.13"];
/** Versions for which there is everything else; TensorFlow's library is taken out of the wheel for another. */
const withoutTensorflow = ["3.14"];
const candidates = [
  "python3",
  ...[...withTensorflow, ...withoutTensorflow].reverse().map((v) => `python${v}`),
  "python",
];
const range = `${withTensorflow[0]} to ${withoutTensorflow.at(-1)}`;

/** The Python whose wheel is opened where one's own has none. */
export const lentVersion = /** @type {string} */ (withTensorflow.at(-1));

const probe = `
import importlib.util as util, sys, sysconfig
kind = sys.implementation.name
if kind == "cpython":
    kind = "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
version = "%d.%d" % sys.version_info[:2] + (" (%s)" % kind if kind else "")
# Of an environment that is active, the Python that it was made from: the environment may be deleted.
executable = getattr(sys, "_base_executable", None) or sys.executable
print(version, executable, all(map(util.find_spec, ("venv", "ensurepip"))), sep="\\n")
`;

/**
 * `version`: "3.12"; "3.12 (pypy)" and "3.14 (free-threaded)" are others, for which there are not all wheels. `venv`: it can make virtual environments.
 * @typedef {{ program: string, version: string, venv: boolean }} Python
 */

/**
 * Whether there are wheels for it of all that is needed; of TensorFlow perhaps only another's.
 * @param {{ version: string }} python
 */
export function fits(python) {
  return hasTensorflow(python) || withoutTensorflow.includes(python.version);
}

/**
 * Whether there is a wheel of TensorFlow for it, so that Keras runs there as well.
 * @param {{ version: string }} python
 */
export function hasTensorflow({ version }) {
  return withTensorflow.includes(version);
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
  if (code !== 0 || !/^\d+\.\d+/.test(version ?? "")) return null;
  return { program: executable, version, venv: venv === "True" };
}

/**
 * The Python to use: the one in the environment variable PYTHON, else the first on the PATH for which there is a wheel
 * of TensorFlow, else the first of the others that fit.
 * @returns {Promise<Python>}
 * @throws {SetupError} when there is none, or none with the venv module
 */
export async function findPython() {
  const given = process.env.PYTHON;
  /** @type {Python | undefined} */
  let withoutVenv;
  /** @type {Python | undefined} */
  let second;
  /** @type {string[]} */
  const others = [];
  for (const program of given ? [given] : candidates) {
    const python = await inspectPython(program);
    if (python === null) continue;
    if (!fits(python)) others.push(python.version);
    else if (!python.venv) withoutVenv ??= python;
    else if (hasTensorflow(python)) return python;
    else second ??= python;
  }
  if (second) return second;
  if (withoutVenv) {
    throw new SetupError(
      `Python ${withoutVenv.version} (${withoutVenv.program}) has no venv module: install it ` +
        `(Debian, Ubuntu: sudo apt install python${withoutVenv.version}-venv) and run it again.`,
    );
  }
  const found = others.length > 0 ? ` (found only ${[...new Set(others)].join(", ")})` : "";
  throw new SetupError(
    given
      ? `PYTHON=${given} is not a Python ${range} that runs${found}; set it to one, or unset it.`
      : `No Python ${range} was found${found}: install one, or name it in the environment variable PYTHON.`,
  );
}

/**
 * Our environment without what would lead Python or pip elsewhere.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
  const env = { ...process.env, PYTHONNOUSERSITE: "1", PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1" };
  for (const name of ["PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"]) {
    delete (/** @type {NodeJS.ProcessEnv} */ (env)[name]);
  }
  return env;
}
