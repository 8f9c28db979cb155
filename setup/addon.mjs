// @ts-check
/**
 * tfjs-node's addon, compiled against the TensorFlow of the Python wheel: the two sources in the npm package, and
 * our own in `native/`. What tfjs-node itself would install is TensorFlow 2.9, from a server that is often out of
 * reach. Once built it is timed, and the faster of our ops and TensorFlow's own is noted beside it.
 */
import fs from "node:fs";
import path from "node:path";
import { buildAddon, title } from "./addon-build.mjs";
import { placesOf, sourcesStamp } from "./addon-sources.mjs";
import { explainFailure } from "./errors.mjs";
import { compileForThisMachine, setsOf } from "./instruction-sets.mjs";
import { measure, measuredFile, tellMeasured } from "./measure.mjs";
import { readStamp, writeAtomically } from "./stamp.mjs";

/**
 * A build of the addon: where it lies, and for which instruction set. `front`: whether tfjs-node finds it there.
 * @typedef {{ folder: string, cpu: string, flags: string[], front: boolean, environment: Record<string, string>, bfloat16: boolean }} Build
 */

/**
 * The one that notebooks and commands use, for this very machine.
 * @param {string} root
 * @returns {Build}
 */
function readersBuild(root) {
  const flags = compileForThisMachine();
  return { folder: placesOf(root).lib, cpu: setsOf()[0].name, flags, front: true, environment: {}, bfloat16: true };
}

/**
 * One for an instruction set, beside the bench's own environment; the reader's is not touched.
 * @param {string} root
 * @param {import("./instruction-sets.mjs").InstructionSet} set
 * @returns {Build}
 */
export function benchBuild(root, set) {
  const folder = path.join(root, ".bench-venv", "addons", set.name);
  const environment = { ...set.holds, TENSORFLOW_ADDON: path.join(folder, "tfjs_tensorflow.node") };
  return { folder, cpu: set.name, flags: set.compile, front: false, environment, bfloat16: set.bfloat16 };
}

/** @param {Build} build */
const stampOf = ({ folder }) => path.join(folder, "setup.stamp");

/**
 * @param {string} root
 * @param {Build} build
 */
function isCompiled(root, build) {
  const files = ["tfjs_tensorflow.node", ...(build.front ? ["tfjs_binding.node"] : [])];
  const stamp = sourcesStamp(root, build.flags);
  return readStamp(stampOf(build)) === stamp && files.every((name) => fs.existsSync(path.join(build.folder, name)));
}

/**
 * @param {string} root
 * @param {Build} [build]
 * @returns {boolean}
 */
export function addonIsReady(root, build = readersBuild(root)) {
  return isCompiled(root, build) && measuredFile(build.folder).stamp === readStamp(stampOf(build));
}

/**
 * Compiles the addon and times it, each where that is to be done. Where our own sources do not compile or do not
 * load, it is built without them, and a line says so.
 * @param {string} root
 * @param {(line: string) => void} tell
 * @param {Build} [build]
 * @throws {SetupError}
 */
export async function makeAddon(root, tell, build = readersBuild(root)) {
  const { folder, flags, front } = build;
  const stamp = sourcesStamp(root, flags);
  let missing = isCompiled(root, build) ? (measuredFile(folder).missing ?? null) : undefined;
  if (missing === undefined) {
    fs.rmSync(stampOf(build), { force: true });
    missing = await buildAddon(root, { folder, flags, front, own: true });
  }
  let result = await measure(root, build);
  if (!result.loads && missing === null) {
    missing = `native/ compiles, but the addon does not load with it (${result.reason})`;
    await buildAddon(root, { folder, flags, front, own: false });
    result = await measure(root, build);
  }
  if (!result.loads) throw explainFailure(title, result.run);
  if (!result.present) missing ??= "native/ compiles, but TensorFlow does not take its ops";
  writeAtomically(stampOf(build), stamp);
  const measured = { stamp, cpu: build.cpu, missing, measurements: result.measurements };
  writeAtomically(path.join(folder, "measured.json"), `${JSON.stringify(measured, null, 1)}\n`);
  tell(tellMeasured(measured, path.relative(root, stampOf(build))));
}
