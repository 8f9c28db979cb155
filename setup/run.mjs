// @ts-check
/** Running other programs. */
import { spawn } from "node:child_process";

/** How much of a program's output is kept, in characters. */
const keptOutput = 100_000;

/** @typedef {{ command: string, code: number | null, output: string }} RunResult */

/**
 * Runs a program unseen. Its output, both streams together, is kept for the case that it fails; a program that
 * cannot be started gives code null. It ends with us when we are told to stop.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  const command = [program, ...args].join(" ").slice(0, 200);
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    /** @param {Buffer} data */
    const keep = (data) => {
      output = (output + data).slice(-keptOutput);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const release = endWithUs(child);
    child.on("error", (error) => {
      release();
      resolve({ command, code: null, output: error.message });
    });
    child.on("close", (code) => {
      release();
      resolve({ command, code, output });
    });
  });
}

/**
 * Runs a program in the foreground, with our terminal, and resolves to its exit status. Ctrl-C is left to it (the
 * terminal sends it to both of us); SIGTERM is passed on.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: "inherit" });
    const ignore = () => {};
    const pass = () => child.kill("SIGTERM");
    process.on("SIGINT", ignore).on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", pass);
      resolve(code ?? (signal === "SIGINT" ? 130 : 143));
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => void} undoes it
 */
function endWithUs(child) {
  /** @type {[NodeJS.Signals, () => void][]} */
  const handlers = [
    ["SIGINT", () => stop(130)],
    ["SIGTERM", () => stop(143)],
  ];
  /** @param {number} code */
  const stop = (code) => {
    // It is waited for, that nobody finds the lock free while npm still works; npm takes its time, hence the second.
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 2_000);
    child.on("close", () => process.exit(code));
  };
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
