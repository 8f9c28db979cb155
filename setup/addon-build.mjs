// @ts-check
/** Compiling and linking the addon. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { filesIn, placesOf } from "./addon-sources.mjs";
import { cachesIn } from "./caches.mjs";
import { findCompiler, flagsFor } from "./compiler.mjs";
import { explainFailure, SetupError } from "./errors.mjs";
import { leftOut } from "./measure.mjs";
import { inParallel } from "./parallel.mjs";
import { tensorflowFolder } from "./paths.mjs";
import { plainly } from "./plain-paths.mjs";
import { run } from "./run.mjs";

export const title = "TensorFlow for Node";

/**
 * Compiles the addon into `folder`: `tfjs_tensorflow.node`, and `tfjs_binding.node` before it where that is wanted.
 * Where our own sources do not compile, it is built without them.
 * @param {string} root
 * @param {{ folder: string, flags: string[], front: boolean, own: boolean }} options flags of our own sources; own:
 *   whether these take part
 * @returns {Promise<string | null>} why our own sources are not in it; null: they are
 * @throws {SetupError}
 */
export async function buildAddon(root, options) {
  const tensorflow = tensorflowFolder(root);
  if (tensorflow === null) throw new SetupError(`${title}: .venv holds no TensorFlow; delete .venv and run it again.`);
  const places = placesOf(root);
  const compiler = await findCompiler(root);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "tfjs-addon-"));
  const env = { ...process.env, ...cachesIn(work), ...zigEnvironment(compiler, work) };
  /** @param {string[]} args */
  const compile = async (args) => {
    const result = await run(compiler.program, [...compiler.args, ...args], { cwd: work, env });
    if (result.code !== 0) throw explainFailure(title, result);
  };
  const tfjs = plainly(places.tfjs, work, "tfjs");
  const native = plainly(places.native, work, "native");
  const headers = plainly(places.headers, work, "headers");
  const front = path.join(plainly(path.dirname(places.front), work, "setup"), path.basename(places.front));
  const library = plainly(tensorflow, work, "tensorflow");
  const include = [tfjs, headers, path.join(library, "include"), native].flatMap((folder) => ["-I", folder]);
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
  const libraries = tensorflowLibraries(fs.readdirSync(library)).map((name) => path.join(library, name));
  // The linker takes what follows as it is, commas and all.
  const rpath = ["-Xlinker", "-rpath", "-Xlinker", tensorflow];
  /** @param {string[]} objects */
  const link = (objects) =>
    compile([...sharedFlags(process), ...objects, ...libraries, ...rpath, "-o", "tfjs_tensorflow.node"]);
  try {
    const stock = await compileAll(filesIn(path.join(tfjs, "binding"), /\.cc$/), ["-O2"]);
    const missing = await linkWithOwn();
    if (missing !== null) await link(stock);
    if (options.front) {
      const asC = ["-x", "c", "-std=gnu11", "-fPIC", "-DNAPI_VERSION=8", "-I", headers, front, "-x", "none"];
      const loader = process.platform === "linux" ? ["-ldl"] : [];
      await compile([...asC, ...sharedFlags(process), ...loader, "-o", "tfjs_binding.node"]);
    }
    for (const name of ["tfjs_tensorflow.node", ...(options.front ? ["tfjs_binding.node"] : [])]) {
      replace(path.join(work, name), path.join(options.folder, name));
    }
    return missing;

    /** @returns {Promise<string | null>} */
    async function linkWithOwn() {
      const own = filesIn(native, /\.cc$/);
      if (!options.own || own.length === 0) return leftOut;
      try {
        await link([...stock, ...(await compileAll(own, ["-O3", ...flagsFor(compiler, options.flags)]))]);
        return null;
      } catch (error) {
        const reason = /error: .*/.exec(String(error))?.[0] ?? "see native/";
        return `native/ does not compile with ${compiler.name} (${reason})`;
      }
    }
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The two libraries of the wheel by their full names, which differ between systems.
 * @param {string[]} names of the files in the wheel's folder
 * @returns {string[]}
 */
export function tensorflowLibraries(names) {
  return names.filter((name) => /^libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/.test(name)).sort();
}

/** @param {{ platform: string }} machine */
export function sharedFlags({ platform }) {
  // On macOS, Node's own functions are found when the addon is loaded.
  return platform === "darwin" ? ["-shared", "-undefined", "dynamic_lookup"] : ["-shared", "-pthread"];
}

/**
 * Zig's own headers by a plain name as well.
 * @param {import("./compiler.mjs").Compiler} compiler
 * @param {string} work
 * @returns {Record<string, string>}
 */
function zigEnvironment({ folder }, work) {
  return folder === undefined ? {} : { ZIG_LIB_DIR: path.join(plainly(folder, work, "zig"), "lib") };
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
