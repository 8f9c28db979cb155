// @ts-check
/** What the user is told in one line, without a stack trace. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/** What the system says of a file or a disk that does not let us. */
const refusals = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"];

/**
 * What the user is told of an error: one line where it is of a kind that anybody may meet, else all that is known.
 * @param {any} error
 * @returns {string}
 */
export function tellError(error) {
  if (error instanceof SetupError) return error.message;
  if (refusals.includes(error?.code) && error.path) {
    const remedy = noSpace.test(error.code)
      ? "free some space"
      : "see to whom it belongs, or copy the project elsewhere";
    return `${error.path} cannot be written to (${error.message.split(",")[0]}): ${remedy} and run it again.`;
  }
  return String(error?.stack ?? error);
}

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Temporary failure in name resolution|Network is unreachable|Connection refused|dns error/i;
const noSpace = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i;

/**
 * The one line for a step whose program failed: what its output is known to mean, else the step with the end of
 * the output above it.
 * @param {string} step what was being done, as a noun: "Python packages"
 * @param {{ command: string, code: number | null, output: string }} result
 * @returns {SetupError}
 */
export function explainFailure(step, result) {
  if (result.code === null && /ENOENT/.test(result.output)) {
    const program = result.command.split(" ")[0];
    const remedy = program === "npm" ? "it comes with Node (https://nodejs.org)" : "install it and run it again";
    return new SetupError(`${step}: "${program}" was not found; ${remedy}.`);
  }
  if (noSpace.test(result.output)) {
    return new SetupError(`${step}: no space left on the disk; free about 3 GB and run it again.`);
  }
  if (noNetwork.test(result.output)) {
    return new SetupError(
      `${step}: the package registry cannot be reached; check the network (or the proxy settings) and run it again.`,
    );
  }
  const tail = result.output.trimEnd().split("\n").slice(-15);
  const lines = tail.map((line) => `    ${line}`).join("\n");
  return new SetupError(
    `${lines}\n${step}: "${result.command}" failed (exit ${result.code}); its last lines are above.`,
  );
}
