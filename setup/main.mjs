// @ts-check
// `node setup/main.mjs COMMAND [options]`, which the scripts of package.json call: sets up what is missing, then
// does the command. This file keeps to the syntax of old Node versions, so that they get to the message below.
import { thisMachine, whyNotHere } from "./machine.mjs";

const reason = whyNotHere(thisMachine());

if (reason !== null) {
  stop(reason);
} else {
  import("./command.mjs")
    .then((module) => module.runCommand(process.argv[2], process.argv.slice(3)))
    .then(
      (code) => process.exit(code),
      (error) => stopWith(error),
    );
}

/**
 * The names in a message may be anybody's.
 * @param {any} error
 */
async function stopWith(error) {
  const { printable } = await import("./printable.mjs");
  const { tellError } = await import("./errors.mjs");
  stop(printable(tellError(error)));
}

/** @param {unknown} reason */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}
