// @ts-check
import { examine } from "../examination.mjs";
import { projectRoot } from "../paths.mjs";
import { printable } from "../printable.mjs";

/**
 * Says what this machine has of what the project needs, what is set up, and what is to be done about the rest. Changes
 * nothing. Exit status 1 when something is missing that the set-up cannot bring.
 * @type {import("../command.mjs").Command}
 */
export function checkEnvironment() {
  return async () => {
    const findings = await examine(projectRoot);
    for (const { good, what, is, advice } of findings) {
      console.log(printable(`${good ? "✓" : "✗"} ${what}: ${is}${good || !advice ? "" : ` – ${advice}`}`));
    }
    return findings.every(({ good }) => good) ? 0 : 1;
  };
}
