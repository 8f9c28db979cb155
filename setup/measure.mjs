// @ts-check
/** Our ops timed against TensorFlow's own, on this machine, in a process of their own. */
import fs from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";

/** Why our ops are missing where `native/` holds no sources. */
export const leftOut = "native/ is left out";

/**
 * As in lib/model/measured.ts.
 * @typedef {{ part: string, units: number, precision: string, batch: number, seconds: Record<string, number>, chosen: string }} Measurement
 * @typedef {{ stamp: string, cpu: string, missing: string | null, measurements: Measurement[] }} Measured
 */

/**
 * What is noted beside the addon in `folder`; nothing where nothing is.
 * @param {string} folder
 * @returns {Partial<Measured>}
 */
export function measuredFile(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, "measured.json"), "utf8"));
  } catch {
    return {};
  }
}

/**
 * Loads the addon and times it, in bfloat16 too where `bfloat16` says so.
 * @param {string} root
 * @param {{ environment: Record<string, string>, bfloat16: boolean }} how
 * @returns {Promise<{ loads: boolean, reason: string, present: boolean, measurements: Measurement[], run: import("./run.mjs").RunResult }>}
 *   reason: what it printed last, where it does not load
 */
export async function measure(root, { environment, bfloat16 }) {
  // What the user wishes for the moment is not what is measured for good.
  const { LSTM_OPS, LSTM_PRODUCT, TENSORFLOW_ADDON, ...others } = process.env;
  const env = { ...others, ...environment };
  const precisions = ["float32", ...(bfloat16 ? ["bfloat16"] : [])];
  const result = await run(process.execPath, [path.join("setup", "measure.cjs"), ...precisions], { cwd: root, env });
  const lines = result.output.trim().split("\n");
  const answer = result.code === 0 ? lines.filter((line) => line.startsWith("{")).at(-1) : undefined;
  const found = answer ? JSON.parse(answer) : { present: false, measurements: [] };
  const reason =
    result.code === null ? "it crashes" : (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "");
  return { ...found, loads: answer !== undefined, reason: reason.trim(), run: result };
}

/**
 * What came out, in one line.
 * @param {Measured} measured
 * @param {string} stampFile what is to be deleted for another compiler to be tried
 */
export function tellMeasured({ cpu, missing, measurements }, stampFile) {
  if (missing !== null) {
    const again = missing === leftOut ? "" : `; once that is mended, delete ${stampFile} and run it again`;
    return `  LSTM: TensorFlow's own ops, which are slower, because ${missing}${again}`;
  }
  /** @param {string} part @param {number} batch */
  const gain = (part, batch) => {
    const one = measurements.find(
      (m) => m.part === part && m.units === 256 && m.batch === batch && m.precision === "float32",
    );
    return one ? one.seconds.tensorflow / one.seconds.compiled : NaN;
  };
  /** On a crowded machine one of the two may not have been timed. @type {[string, number][]} */
  const gains = [
    ["training", gain("lstm", 64)],
    ["composing", gain("decoder", 1)],
  ];
  const timed = gains.filter(([, times]) => Number.isFinite(times));
  const slower = measurements.filter(({ chosen }) => chosen !== "compiled");
  const compared = timed
    .map(([what, times], i) => `${times.toPrecision(2)} ×${i === 0 ? " as fast as TensorFlow's own" : ""} in ${what}`)
    .join(", ");
  const except = slower.map(({ part, units, precision }) => `${part} ${units} ${precision}`).join(", ");
  const lost = slower.filter(({ part, precision }) => part === "lstm" && precision === "float32");
  const advice =
    lost.length === 0
      ? ""
      : `. Where the machine was busy meanwhile, or another compiler may do better (install clang, say CXX=clang++): ` +
        `delete ${stampFile} and run it again`;
  const everywhere = slower.length === measurements.length;
  const who = everywhere ? "TensorFlow's own ops, which are faster here: ours are" : `our ops for ${cpu},`;
  return `  LSTM: ${who} ${compared}${except && !everywhere ? `; TensorFlow's own for ${except}` : ""}${advice}`;
}
