// @ts-check
import { parseArgs } from "node:util";
import { findCompiler } from "../compiler.mjs";
import { SetupError } from "../errors.mjs";
import { compileForThisMachine, setsOf } from "../instruction-sets.mjs";
import { measureSpeed } from "../native-check.mjs";
import { nativeJobs } from "../native-jobs.mjs";
import { projectRoot } from "../paths.mjs";
import { printable } from "../printable.mjs";
import { showStep } from "../progress.mjs";

const usage = "Usage: npm run check-native [-- --speed | avx2|neon|address|thread|keras ...]";

/**
 * Holds `native/` against float64 and against Keras, for each instruction set, by each compiler, under sanitizers; or
 * those of these whose titles hold one of the words given. `--speed` measures instead. What is missing on this machine
 * is said in one line; it fails the command only where it was asked for by name.
 * @type {import("../command.mjs").Command}
 */
export function checkNative(args) {
  const { speed, words } = readCheckOptions(args);
  return async () => (speed ? showSpeed() : checkAll(words));
}

/**
 * @param {string[]} args
 * @returns {{ speed: boolean, words: string[] }}
 * @throws {SetupError}
 */
export function readCheckOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { speed: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    if (!values.speed || positionals.length === 0) return { speed: values.speed, words: positionals };
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message.split(/\.\s|\n/)[0]}. ${usage}`);
  }
  throw new SetupError(`--speed measures every instruction set of this machine and takes no words. ${usage}`);
}

/** @param {string[]} words */
async function checkAll(words) {
  const jobs = await nativeJobs(projectRoot);
  const titles = jobs.map(({ title }) => title);
  const unknown = words.find((word) => !titles.some((title) => title.split(" ").includes(word)));
  if (unknown) throw new SetupError(`Nothing here is called "${unknown}"; there are: ${titles.join(", ")}. ${usage}`);
  const failed = [];
  for (const { title, missing, check } of jobs) {
    if (words.length > 0 && !title.split(" ").some((word) => words.includes(word))) continue;
    if (missing) {
      const { program, package: debian } = missing;
      console.log(`- ${title}: not checked, because ${program} is missing (on Debian: apt-get install ${debian})`);
      if (words.length > 0) failed.push(title);
      continue;
    }
    try {
      console.log(`  ${await showStep(title, check)}`);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      console.log(printable(error.message));
      failed.push(title);
    }
  }
  console.log(failed.length === 0 ? "All that was checked is right." : `Failed: ${failed.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
}

async function showSpeed() {
  const compiler = await findCompiler(projectRoot);
  for (const { name, compile } of setsOf()) {
    const flags = ["-O3", ...(compile.length > 0 ? compile : compileForThisMachine())];
    console.log(`${name}:\n${await measureSpeed(projectRoot, { title: name, compiler, flags })}`);
  }
  return 0;
}
