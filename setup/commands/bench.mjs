// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { addonIsReady, benchBuild, makeAddon } from "../addon.mjs";
import { benchVenvIsReady, makeBenchVenv } from "../bench-venv.mjs";
import { SetupError } from "../errors.mjs";
import { instructionSets, setsOf } from "../instruction-sets.mjs";
import { projectRoot } from "../paths.mjs";
import { printable } from "../printable.mjs";
import { showStep } from "../progress.mjs";
import { runInForeground } from "../run.mjs";

/**
 * Runs the side-by-side table, everyone held to one instruction set: `--cpu`, by default the widest that this machine
 * has. The rows are for the program itself. A program to compare with that cannot be installed is missing from the
 * table, no more.
 * @type {import("../command.mjs").Command}
 */
export function bench(args) {
  const { set, rows } = readBenchOptions(args);
  return async () => {
    if (!benchVenvIsReady(projectRoot)) {
      await showStep("What the bench compares with: PyTorch, symusic", () => makeBenchVenv(projectRoot)).catch(
        (error) => process.stderr.write(`${error.message}\n`),
      );
    }
    const environment = await environmentOf(set);
    const tsx = path.join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
    return runInForeground(process.execPath, [tsx, "bench/main.ts", "--cpu", set.name, ...rows], {
      cwd: projectRoot,
      env: { ...unheld(process.env), ...environment },
    });
  };
}

/**
 * @param {string[]} args
 * @param {import("../instruction-sets.mjs").InstructionSet[]} [own] those of this machine, the widest first
 * @throws {SetupError}
 */
export function readBenchOptions(args, own = setsOf()) {
  const names = own.map(({ name }) => name).join(", ");
  const usage = `Usage: npm run bench [-- --cpu ${names.replaceAll(", ", "|")}] [row ...]`;
  let parsed;
  try {
    parsed = parseArgs({ args, options: { cpu: { type: "string" } }, allowPositionals: true });
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message.split(/\.\s|\n/)[0]}. ${usage}`);
  }
  const { cpu } = parsed.values;
  const set = cpu === undefined ? own[0] : own.find(({ name }) => name === cpu);
  if (set) return { set, rows: parsed.positionals };
  const known = instructionSets.some(({ name }) => name === cpu);
  if (known) throw new SetupError(`This CPU cannot run ${cpu}; it can run ${names}. ${usage}`);
  throw new SetupError(`There is no instruction set "${cpu}". ${usage}`);
}

/**
 * An environment without what holds libraries to an instruction set: whoever wants that says --cpu.
 * @param {NodeJS.ProcessEnv} environment
 */
function unheld(environment) {
  const holds = new Set(["TENSORFLOW_ADDON", ...instructionSets.flatMap((set) => Object.keys(set.holds))]);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !holds.has(name)));
}

/**
 * The environment that holds everyone to the set. The machine's own set is what the reader's addon is compiled for, and
 * nobody is held to anything; for another, ours is compiled in a place of its own.
 * @param {import("../instruction-sets.mjs").InstructionSet} set
 * @returns {Promise<Record<string, string>>}
 */
async function environmentOf(set) {
  if (set === setsOf()[0]) return {};
  const build = benchBuild(projectRoot, set);
  if (!addonIsReady(projectRoot, build)) {
    const tell = (/** @type {string} */ line) => process.stderr.write(`\n${printable(line)}\n`);
    await showStep(`Ours, compiled for ${set.name}`, () => makeAddon(projectRoot, tell, build));
  }
  return build.environment;
}
