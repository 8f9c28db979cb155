// @ts-check
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureCollection } from "../collections.mjs";
import { jupyterEnvironment } from "../jupyter.mjs";
import { checkWritable } from "../disk.mjs";
import { SetupError } from "../errors.mjs";
import { readOptions } from "../options.mjs";
import { projectRoot, venvPython } from "../paths.mjs";
import { presetNames } from "../presets.mjs";
import { runInForeground } from "../run.mjs";
import { prepareWork } from "../work.mjs";

const usage = `npm start -- [--midi DIR | --collection NAME] [--preset ${presetNames}] [--out DIR] [--ip ADDRESS]`;

/**
 * Opens JupyterLab on the first of the reader's notebooks in `work/`: on this computer only, with its token. The whole
 * project is below it, so that `lib` can be read and edited beside a notebook. `--ip 0.0.0.0` lets other computers in, as
 * a container needs; the token stays, and a warning is said.
 * @type {import("../command.mjs").Command}
 */
export function start(args) {
  const { ip, rest } = takeAddress(args);
  const options = readOptions(rest, usage);
  const alone = isLoopback(ip);
  const settings = [
    `--ServerApp.ip=${ip}`,
    `--ServerApp.root_dir=${projectRoot}`,
    `--LabApp.extra_labextensions_path=${path.join(projectRoot, "kernel", "labextensions")}`,
    // Ctrl-C stops it without a question; what runs in a notebook is interrupted.
    "--ServerApp.answer_yes=True",
    "--log-level=WARN",
    // In a container one often is root; without --ip the server listens on this computer only.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    // Who lets others in is seldom in front of the machine's own browser.
    ...(alone ? [] : ["--no-browser"]),
  ];
  return async () => {
    checkWritable(projectRoot);
    await ensureCollection(projectRoot, options.COLLECTION);
    const { texts, lines } = prepareWork(projectRoot);
    const [first = ""] = texts.keys();
    for (const line of lines) console.error(line);
    if (!alone) console.error(openWarning(ip));
    const page = `--LabApp.default_url=/lab/tree/work/${encodeURIComponent(first)}`;
    return runInForeground(venvPython(projectRoot), ["-m", "jupyterlab", page, ...settings], {
      cwd: projectRoot,
      env: { ...jupyterEnvironment(projectRoot), ...options },
    });
  };
}

/** @param {string} ip */
export function openWarning(ip) {
  return (
    `JupyterLab listens on ${ip}: whoever reaches this machine over the network and knows the token in the address below ` +
    "can run any program here as you, and what is sent is not encrypted. Do so in a container, or in a network that you trust."
  );
}

/**
 * Whether only this computer reaches it.
 * @param {string} ip
 */
export function isLoopback(ip) {
  return ip === "::1" || /^127\.\d+\.\d+\.\d+$/.test(ip);
}

/**
 * The address of `--ip`, by default 127.0.0.1, and the other arguments.
 * @param {string[]} args
 * @returns {{ ip: string, rest: string[] }}
 * @throws {SetupError} what was given is no address
 */
export function takeAddress(args) {
  const { tokens } = parseArgs({ args, options: { ip: { type: "string" } }, strict: false, tokens: true });
  const token = tokens.find((token) => token.kind === "option" && token.name === "ip");
  if (token?.kind !== "option") return { ip: "127.0.0.1", rest: args };
  const ip = token.value ?? "";
  if (net.isIP(ip) === 0) {
    throw new SetupError(`--ip wants an address such as 0.0.0.0 (all of this machine's), not "${ip}". Usage: ${usage}`);
  }
  return { ip, rest: args.filter((_, i) => i < token.index || i >= token.index + (token.inlineValue ? 1 : 2)) };
}
