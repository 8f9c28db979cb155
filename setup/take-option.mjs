// @ts-check
import { parseArgs } from "node:util";

/**
 * Takes the option `--name VALUE` or `--name=VALUE` out of the arguments.
 * @param {string[]} args
 * @param {string} name
 * @returns {{ value: string | undefined, rest: string[] }} undefined: it is not there; "": it has no value
 */
export function takeOption(args, name) {
  const { tokens } = parseArgs({ args, options: { [name]: { type: "string" } }, strict: false, tokens: true });
  const token = tokens.find((token) => token.kind === "option" && token.name === name);
  if (token?.kind !== "option") return { value: undefined, rest: args };
  const end = token.index + (token.inlineValue || token.value === undefined ? 1 : 2);
  return { value: token.value ?? "", rest: args.filter((_, i) => i < token.index || i >= end) };
}
