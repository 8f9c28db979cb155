// @ts-check
/** What `npm run check-native` can do on this machine, and what is missing for the rest. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { addonIsReady, benchBuild, makeAddon } from "./addon.mjs";
import { findCompiler, ziglang } from "./compiler.mjs";
import { explainFailure } from "./errors.mjs";
import { compileForThisMachine, setsOf } from "./instruction-sets.mjs";
import { checkNativeBuild } from "./native-check.mjs";
import { run } from "./run.mjs";

/**
 * One thing to check. `missing`: the program that it lacks here, and the package of Debian that has it.
 * @typedef {{ title: string, missing?: { program: string, package: string }, check: () => Promise<string> }} Job
 */

const optimised = "-O3";

/**
 * All jobs: each instruction set of this machine by the system's compiler and by ziglang; NEON in an emulator; under
 * the address and the thread sanitizer; and the addon of each set against Keras's numbers.
 * @param {string} root
 * @returns {Promise<Job[]>}
 */
export async function nativeJobs(root) {
  const [system, zig] = [await findCompiler(root), await ziglang(root)];
  const sets = setsOf();
  const compilers = system.name === zig.name ? [zig] : [system, zig];
  return [
    ...sets.flatMap((set) =>
      compilers.map((compiler) => {
        const flags = [optimised, ...(set.compile.length > 0 ? set.compile : compileForThisMachine())];
        return checked(root, { title: `${set.name} ${compiler.name}`, compiler, flags });
      }),
    ),
    ...(process.arch === "arm64" ? [] : await neonJobs(root, zig)),
    ...sanitizerJobs(root, system),
    ...sets.map((set) => ({ title: `keras ${set.name}`, check: () => againstKeras(root, set) })),
  ];
}

/**
 * Where things go wrong with memory and between threads. Sanitizers are the system compiler's.
 * @param {string} root
 * @param {import("./compiler.mjs").Compiler} compiler
 */
export function sanitizerJobs(root, compiler) {
  // The same vectors on every machine of a kind, and code that the sanitizer's report can name lines of.
  const common = ["-O1", "-g", ...(process.arch === "x64" ? ["-march=haswell"] : [])];
  const flags = (/** @type {string} */ what) => [...common, `-fsanitize=${what}`];
  return [
    checked(root, { title: "address", compiler, flags: flags("address"), threads: 3 }),
    checked(root, { title: "thread", compiler, flags: flags("thread"), sections: ["callers"], threads: 3 }),
  ];
}

/**
 * @param {string} root
 * @param {import("./compiler.mjs").Compiler} zig
 * @returns {Promise<Job[]>}
 */
async function neonJobs(root, zig) {
  const emulator = "qemu-aarch64";
  const cross = "aarch64-linux-gnu-g++";
  const lacks = (await isThere(emulator)) ? undefined : { program: emulator, package: "qemu-user" };
  const lacksCross = (await isThere(cross)) ? undefined : { program: cross, package: "g++-aarch64-linux-gnu" };
  const how = { emulator: [emulator], threads: 2 };
  const flags = [optimised, "-static"];
  const byZig = { compiler: zig, flags: [...flags, "-target", "aarch64-linux-musl"], ...how };
  const byCross = { compiler: { program: cross, args: [], name: cross }, flags, ...how };
  return [
    { ...checked(root, { title: `neon ${cross}`, ...byCross }), missing: lacksCross ?? lacks },
    { ...checked(root, { title: `neon ${zig.name}`, ...byZig }), missing: lacks },
  ];
}

/**
 * @param {string} root
 * @param {import("./native-check.mjs").NativeBuild} build
 * @returns {Job}
 */
function checked(root, build) {
  return { title: build.title, check: () => checkNativeBuild(root, build) };
}

/** @param {string} program */
async function isThere(program) {
  return (await run(program, ["--version"])).code === 0;
}

/** Tests that hold the ops of `native/` against TensorFlow's own, float64 and Keras. */
const kerasTests = ["lstm-compiled", "lstm", "seq2seq"].map((name) => `test/model/${name}.test.ts`);

/**
 * The addon, as the bench builds it for one instruction set, against Keras's numbers.
 * @param {string} root
 * @param {import("./instruction-sets.mjs").InstructionSet} set
 */
async function againstKeras(root, set) {
  const own = set === setsOf()[0];
  const build = benchBuild(root, set);
  if (!own && !addonIsReady(root, build)) await makeAddon(root, () => {}, build);
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const { LSTM_OPS, LSTM_PRODUCT, TENSORFLOW_ADDON, ...others } = process.env;
  // Others are not held to the set: the numbers are compared, not the speed.
  const env = own ? others : { ...others, TENSORFLOW_ADDON: build.environment.TENSORFLOW_ADDON };
  const result = await run(process.execPath, [vitest, "run", ...kerasTests], { cwd: root, env });
  if (result.code !== 0) throw explainFailure(`keras ${set.name}`, result);
  return /\d+ passed(?=[^\n]*\(\d+\)\s*\n[^\n]*Start)/.exec(stripVTControlCharacters(result.output))?.[0] ?? "passed";
}
