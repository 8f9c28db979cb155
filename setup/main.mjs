// @ts-check
// `node setup/main.mjs COMMAND [options]`, which the scripts of package.json call: sets up what is missing, then
// does the command. This file keeps to the syntax of old Node versions, so that they get to the message below.
const lowestNode = 20;

if (process.platform === "win32") {
  stop("Windows itself is not supported: open a WSL2 terminal (https://aka.ms/wsl2) and run it there.");
} else if (Number(process.versions.node.split(".")[0]) < lowestNode) {
  stop(`Node ${process.versions.node} is too old: install Node ${lowestNode} or newer (https://nodejs.org) and run it again.`);
} else {
  import("./command.mjs")
    .then((module) => module.runCommand(process.argv[2], process.argv.slice(3)))
    .then(
      (code) => process.exit(code),
      (error) => stop(error && error.name === "SetupError" ? error.message : error),
    );
}

/** @param {unknown} reason */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}
