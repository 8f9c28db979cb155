// @ts-check
// `node setup/main.mjs COMMAND [options]`, which the scripts of package.json call: sets up what is missing, then
// does the command. This file keeps to the syntax of old Node versions, so that they get to the message below.
// Only these can require an ES module, as the notebooks do with the synthesizer.
const [major, minor] = process.versions.node.split(".").map(Number);
const nodeWillDo = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);

if (process.platform === "win32") {
  stop("Windows itself is not supported: open a WSL2 terminal (https://aka.ms/wsl2) and run it there.");
} else if (!nodeWillDo) {
  stop(
    `Node ${process.versions.node} is too old: install Node 20.19, 22.12 or newer (https://nodejs.org) and run it again.`,
  );
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
  stop(printable(String(error && (error.name === "SetupError" ? error.message : (error.stack ?? error)))));
}

/** @param {unknown} reason */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}
