// @ts-check
/** `native/` without TensorFlow: compiled together with `test/native/` into a program of its own, and run. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { filesIn } from "./addon-sources.mjs";
import { flagsFor } from "./compiler.mjs";
import { explainFailure, SetupError } from "./errors.mjs";
import { inParallel } from "./parallel.mjs";
import { run } from "./run.mjs";

/**
 * `flags`: of compiling and linking. `emulator`: what runs the program, where this machine cannot. `sections`: what is
 * checked, as main.cc names it; by default all. `threads`: of the team; by default one a core.
 * @typedef {{ title: string, compiler: import("./compiler.mjs").Compiler, flags: string[], emulator?: string[], sections?: string[], threads?: number }} NativeBuild
 */

/** These know TensorFlow. */
const ops = /^register/;
/** The program that measures speed has a main of its own. */
const speed = "speed.cc";

/**
 * Compiles the checks and runs them.
 * @param {string} root
 * @param {NativeBuild} build
 * @returns {Promise<string>} what came out, in one line: "1884 right, 0 wrong"
 * @throws {SetupError} it does not compile, something is wrong, or a sanitizer found something
 */
export async function checkNativeBuild(root, build) {
  const own = filesIn(path.join(root, "test", "native"), /\.cc$/).filter((file) => path.basename(file) !== speed);
  const output = await compileAndRun(root, build, own);
  return output.trim().split("\n").at(-1) ?? "";
}

/**
 * Compiles the program that measures speed and gives what it prints.
 * @param {string} root
 * @param {NativeBuild} build
 */
export function measureSpeed(root, build) {
  return compileAndRun(root, build, [path.join(root, "test", "native", speed)]);
}

/**
 * @param {string} root
 * @param {NativeBuild} build
 * @param {string[]} own the sources beside those of `native/`
 */
async function compileAndRun(root, { title, compiler, flags, emulator = [], sections = [], threads }, own) {
  const native = path.join(root, "native");
  const sources = filesIn(native, /\.cc$/).filter((file) => !ops.test(path.basename(file)));
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "check-native-"));
  /** @param {string[]} args */
  const compile = async (args) => {
    const result = await run(compiler.program, [...compiler.args, ...flagsFor(compiler, flags), ...args], {
      cwd: work,
    });
    if (result.code !== 0) throw explainFailure(`${title}, compiling`, result);
  };
  try {
    const objects = await inParallel([...sources, ...own], async (source) => {
      const object = path.join(work, `${path.basename(path.dirname(source))}-${path.basename(source)}.o`);
      await compile(["-std=c++17", "-pthread", "-I", native, "-c", source, "-o", object]);
      return object;
    });
    const program = path.join(work, "check");
    await compile(["-pthread", ...objects, "-o", program]);
    const result = await runProgram([...emulator, program, ...sections], threads);
    if (result.code === 0) return result.output;
    const lines = result.output.trimEnd().split("\n");
    const telling = lines
      .filter((line) => /^wrong: |ERROR|WARNING|SUMMARY|runtime error|\d wrong/.test(line))
      .slice(0, 20);
    const shown = (telling.length > 0 ? telling : lines.slice(-5)).map((line) => `    ${line}`).join("\n");
    throw new SetupError(`${shown}\n${title}: the check failed (exit ${result.code}); what it found is above.`);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} command
 * @param {number | undefined} threads
 */
async function runProgram(command, threads) {
  const env = { ...process.env, ...(threads ? { LSTM_THREADS: String(threads) } : {}) };
  const [program, ...args] = command;
  const result = await run(program, args, { env });
  // Older thread sanitizers do not stand the places at which newer Linuxes load programs.
  if (!result.output.includes("unexpected memory mapping")) return result;
  return run("setarch", ["-R", ...command], { env });
}
