// @ts-check
/**
 * tfjs-node's addon, compiled against the TensorFlow of the Python wheel: the two sources in the npm package, and
 * our own in `native/`. What tfjs-node itself would install is TensorFlow 2.9, from a server that is often out of
 * reach.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findCompiler } from "./compiler.mjs";
import { explainFailure, SetupError } from "./errors.mjs";
import { tensorflowFolder } from "./paths.mjs";
import { run } from "./run.mjs";
import { fingerprint, readStamp, writeAtomically } from "./stamp.mjs";

const title = "TensorFlow for Node";

/** @param {string} root */
function placesOf(root) {
  const tfjs = path.join(root, "node_modules", "@tensorflow", "tfjs-node");
  return {
    tfjs,
    binding: path.join(tfjs, "binding"),
    native: path.join(root, "native"),
    front: path.join(root, "setup", "quiet-front.c"),
    headers: path.join(root, "node_modules", "node-api-headers", "include"),
    lib: path.join(tfjs, "lib", "napi-v8"),
    stamp: path.join(tfjs, "lib", "napi-v8", "setup.stamp"),
  };
}

/**
 * @param {string} folder
 * @param {RegExp} names
 * @returns {string[]}
 */
function filesIn(folder, names) {
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder).filter((name) => names.test(name));
  return found.sort().map((name) => path.join(folder, name));
}

/**
 * What the addon depends on; our own part is compiled for this very processor.
 * @param {string} root
 */
function expected(root) {
  const { binding, native, front, headers } = placesOf(root);
  const sources = [...filesIn(binding, /\.(cc|h)$/), ...filesIn(native, /\.(cc|h)$/)];
  const tensorflow = tensorflowFolder(root) ?? "none";
  const version = fs.existsSync(path.dirname(tensorflow))
    ? fs.readdirSync(path.dirname(tensorflow)).filter((name) => /^tensorflow.*\.dist-info$/.test(name))
    : [];
  return fingerprint({
    texts: [tensorflow, ...version, process.arch, os.cpus()[0]?.model ?? "", ...sources],
    files: [...sources, front, path.join(headers, "node_api.h"), path.join(root, "setup", "addon.mjs")],
  });
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function addonIsReady(root) {
  const { lib, stamp } = placesOf(root);
  const files = ["tfjs_binding.node", "tfjs_tensorflow.node"];
  return readStamp(stamp) === expected(root) && files.every((name) => fs.existsSync(path.join(lib, name)));
}

/**
 * Compiles the addon. Where our own sources do not compile, it is built without them, and a line says so.
 * @param {string} root
 * @param {(line: string) => void} tell
 * @throws {SetupError}
 */
export async function compileAddon(root, tell) {
  const tensorflow = tensorflowFolder(root);
  if (tensorflow === null) throw new SetupError(`${title}: .venv holds no TensorFlow; delete .venv and run it again.`);
  const { tfjs, binding, native, front, headers, lib, stamp } = placesOf(root);
  const compiler = await findCompiler(root);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "tfjs-addon-"));
  /** @param {string[]} args */
  const compile = async (args) => {
    const result = await run(compiler.program, [...compiler.args, ...args], { cwd: work });
    if (result.code !== 0) throw explainFailure(title, result);
  };
  const include = [tfjs, headers, path.join(tensorflow, "include"), native].flatMap((folder) => ["-I", folder]);
  const common = ["-std=c++17", "-fPIC", "-pthread", "-DNAPI_VERSION=8", ...include];
  /**
   * @param {string[]} sources
   * @param {string[]} flags
   * @returns {Promise<string[]>} the object files
   */
  const compileAll = (sources, flags) =>
    inParallel(sources, async (source) => {
      const object = path.join(work, `${path.basename(path.dirname(source))}-${path.basename(source)}.o`);
      await compile([...common, ...flags, "-c", source, "-o", object]);
      return object;
    });
  const libraries = tensorflowLibraries(tensorflow);
  /** @param {string[]} objects */
  const link = (objects) =>
    compile([...sharedFlags(), ...objects, ...libraries, `-Wl,-rpath,${tensorflow}`, "-o", "tfjs_tensorflow.node"]);
  try {
    const stock = await compileAll(filesIn(binding, /\.cc$/), ["-O2"]);
    const own = filesIn(native, /\.cc$/);
    try {
      await link([...stock, ...(await compileAll(own, ["-O3", "-march=native"]))]);
    } catch (error) {
      if (own.length === 0) throw error;
      const reason = /error: .*/.exec(String(error))?.[0] ?? "see native/";
      tell(`  native/ does not compile with ${compiler.name}; training does without it and is slower (${reason})`);
      await link(stock);
    }
    const asC = ["-x", "c", "-std=gnu11", "-fPIC", "-DNAPI_VERSION=8", "-I", headers, front, "-x", "none"];
    await compile([
      ...asC,
      ...sharedFlags(),
      ...(process.platform === "linux" ? ["-ldl"] : []),
      "-o",
      "tfjs_binding.node",
    ]);
    fs.rmSync(stamp, { force: true });
    for (const name of ["tfjs_tensorflow.node", "tfjs_binding.node"]) {
      replace(path.join(work, name), path.join(lib, name));
    }
    writeAtomically(stamp, expected(root));
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The two libraries of the wheel by their full names, which differ between systems.
 * @param {string} tensorflow
 */
function tensorflowLibraries(tensorflow) {
  return filesIn(tensorflow, /^libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/);
}

function sharedFlags() {
  // On macOS, Node's own functions are found when the addon is loaded.
  return process.platform === "darwin" ? ["-shared", "-undefined", "dynamic_lookup"] : ["-shared", "-pthread"];
}

/**
 * Puts a file in another's place in one step; a process that has the old one loaded keeps it.
 * @param {string} from
 * @param {string} to
 */
function replace(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const near = `${to}.${process.pid}`;
  fs.copyFileSync(from, near);
  fs.renameSync(near, to);
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} in the order of the items
 */
async function inParallel(items, work) {
  /** @type {R[]} */
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, worker));
  return results;
}
