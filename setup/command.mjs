// @ts-check
/** The commands by name. */
import { ensureSetup } from "./ensure.mjs";
import { SetupError } from "./errors.mjs";
import { checkEnvironment } from "./commands/check-environment.mjs";
import { bench } from "./commands/bench.mjs";
import { continueSong } from "./commands/continue.mjs";
import { checkNative } from "./commands/check-native.mjs";
import { exportCommand } from "./commands/export.mjs";
import { checkVersions } from "./commands/check-versions.mjs";
import { playground } from "./commands/playground.mjs";
import { prepare } from "./commands/prepare.mjs";
import { reproduce } from "./commands/reproduce.mjs";
import { reset } from "./commands/reset.mjs";
import { saveNotebooks } from "./commands/save-notebooks.mjs";
import { site } from "./commands/site.mjs";
import { start } from "./commands/start.mjs";
import { test } from "./commands/test.mjs";

/**
 * A command reads its options first (which may throw) and returns what is to be done after the set-up;
 * that resolves to the exit status.
 * @typedef {(args: string[]) => () => Promise<number>} Command
 * @type {Readonly<Record<string, Command>>}
 */
const commands = {
  reproduce,
  start,
  continue: continueSong,
  playground,
  export: exportCommand,
  site,
  test,
  bench,
  "check-native": checkNative,
  "check-versions": checkVersions,
  reset,
  "save-notebooks": saveNotebooks,
  setup: prepare,
  "check-environment": checkEnvironment,
};

/** What these do needs nothing installed. */
const withoutSetup = ["reset", "check-environment", "check-versions"];

/**
 * Sets up what is missing and does the command; resolves to its exit status.
 * @param {string | undefined} name
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function runCommand(name, args) {
  if (name === undefined || !Object.hasOwn(commands, name)) {
    throw new SetupError(`Usage: node setup/main.mjs ${Object.keys(commands).join("|")} [options]`);
  }
  const work = commands[name](args);
  if (!withoutSetup.includes(name)) await ensureSetup();
  return work();
}
