// @ts-check
/** `--workers` of `npm run reproduce`: training by several processes, on this machine or on many. */
import { spawn } from "node:child_process";
import net from "node:net";
import os from "node:os";
import readline from "node:readline";
import { SetupError } from "./errors.mjs";
import { projectRoot } from "./paths.mjs";
import { printable } from "./printable.mjs";
import { takeOption } from "./take-option.mjs";
import { sayOver } from "./training-over.mjs";

/** More on one machine help nobody. */
const most = 64;
/** How long the others may take to say what has happened when one has failed, in ms. */
const grace = 20_000;

/**
 * Who trains: so many processes on this machine, or this one of those at the addresses "host:port". And how exactly the
 * gradients are added, where the command line says it.
 * @typedef {({ count: number } | { addresses: string, rank: string }) & { reduce?: string }} Workers
 */

/**
 * Takes `--workers`, `--rank` and `--reduce` out of the arguments; without the first two WORKERS and RANK, else TF_CONFIG,
 * say it.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ workers: Workers | undefined, rest: string[] }} undefined: this process trains alone
 * @throws {SetupError} one line that says what is wrong
 */
export function takeWorkers(args, environment = process.env) {
  const { value: reduce, rest: others } = takeOption(args, "reduce");
  const { workers, rest } = takePlaces(others, environment);
  if (reduce === undefined) return { workers, rest };
  if (!["float32", "bfloat16"].includes(reduce)) {
    throw new SetupError(`--reduce ${reduce}: float32 and bfloat16 are possible.`);
  }
  return { workers: workers && { ...workers, reduce }, rest };
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ workers: Workers | undefined, rest: string[] }}
 */
function takePlaces(args, environment) {
  const list = takeOption(args, "workers");
  const own = takeOption(list.rest, "rank");
  const { WORKERS, RANK, TF_CONFIG } = environment;
  const rank = own.value ?? RANK ?? "";
  const rest = own.rest;
  const wanted = list.value ?? (own.value === undefined && !WORKERS ? undefined : WORKERS);
  if (wanted === undefined) {
    if (own.value !== undefined) throw new SetupError("--rank says which of the --workers this is; give both.");
    return { workers: TF_CONFIG ? fromTfConfig(TF_CONFIG) : undefined, rest };
  }
  if (wanted === "") throw new SetupError("--workers: how many, or which (hostA:7070,hostB:7070)?");
  if (/^\d+$/.test(wanted)) {
    const count = Number(wanted);
    if (count < 1 || count > most) throw new SetupError(`--workers ${count}: a number from 1 to ${most} is possible.`);
    if (own.value !== undefined) throw new SetupError(`--workers ${count} starts them all here; --rank is for a list.`);
    return { workers: count === 1 ? undefined : { count }, rest };
  }
  return { workers: { addresses: wanted, rank }, rest };
}

/**
 * Only who it is; lib/training/workers/addresses.ts reads it in full.
 * @param {string} text
 * @returns {Workers | undefined} undefined: one worker alone
 */
function fromTfConfig(text) {
  try {
    const { cluster, task } = JSON.parse(text);
    if (cluster.worker.length === 1 && Object.keys(cluster).length === 1) return undefined;
    return { addresses: cluster.worker.join(","), rank: String(task.index) };
  } catch {
    return { addresses: "", rank: "" };
  }
}

/**
 * Whether it is this machine that goes on with the notebooks once the model is trained.
 * @param {Workers} workers
 */
export const isFirst = (workers) => "count" in workers || Number(workers.rank) === 0;

/**
 * Trains with the others, and resolves to the exit status. Ctrl-C (which the terminal sends to all) and SIGTERM stop
 * every worker after the same step.
 * @param {Workers} workers
 * @param {Record<string, string>} options as the notebooks read them
 * @returns {Promise<number>}
 */
export async function trainTogether(workers, options) {
  /** @type {Record<string, string>[]} */
  let places = [{}];
  if ("count" in workers) {
    const addresses = (await freePorts(workers.count)).map((port) => `127.0.0.1:${port}`).join(",");
    const share = String(Math.max(1, Math.floor(os.availableParallelism() / workers.count)));
    const threads = { LSTM_THREADS: share, TF_NUM_INTRAOP_THREADS: share };
    places = Array.from({ length: workers.count }, (_, rank) => ({
      ...threads,
      WORKERS: addresses,
      RANK: String(rank),
    }));
  } else if (workers.addresses !== "") places = [{ WORKERS: workers.addresses, RANK: workers.rank }];
  const said = new Set();
  /** @type {Record<string, string>} */
  const reduce = workers.reduce === undefined ? {} : { REDUCE: workers.reduce };
  const children = places.map((place) => startWorker({ ...options, ...reduce, ...place }, said));
  const ignore = () => {};
  const pass = () => children.forEach(({ process }) => process.kill("SIGTERM"));
  process.on("SIGINT", ignore).on("SIGTERM", pass);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const codes = await Promise.all(
    children.map(async ({ ended }, child) => {
      const code = await ended;
      const { WORKERS, RANK } = places[child];
      if (code === 0 && WORKERS && Number(RANK) === 0) sayOver(WORKERS.split(",")[0]);
      // Others may wait for it without knowing.
      if (code !== 0) timer ??= setTimeout(pass, grace);
      return code;
    }),
  );
  clearTimeout(timer);
  process.off("SIGINT", ignore).off("SIGTERM", pass);
  return codes.find((code) => code !== 0) ?? 0;
}

/**
 * @param {Record<string, string>} environment
 * @param {Set<string>} said what was told already: on one machine, all say the same of one that died
 */
function startWorker(environment, said) {
  // Not by tsx's own command, which kills a program that does not answer a signal within 60 ms: a step may take longer.
  // The warning: TensorFlow's bindings have Node 24 say it.
  const program = ["--disable-warning=DEP0044", "--import", "tsx", "reproduce/worker.ts"];
  const child = spawn(process.execPath, program, {
    cwd: projectRoot,
    env: { ...process.env, CHOSEN_BINS: "off", ...environment },
    stdio: ["ignore", "inherit", "pipe"],
  });
  readline.createInterface({ input: child.stderr }).on("line", (line) => {
    if (isTensorflows(line) || said.has(line)) return;
    said.add(line);
    process.stderr.write(`${printable(line)}\n`);
  });
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + os.constants.signals[signal ?? "SIGTERM"]));
  });
  return { process: child, ended };
}

/**
 * TensorFlow's own lines when a worker is gone, which the worker says in one sentence.
 * @param {string} line
 */
export function isTensorflows(line) {
  return /^([EWIF]\d{4} |Additional GRPC error|:UNKNOWN:Error|The error could be from a previous)/.test(line);
}

/**
 * @param {number} count
 * @returns {Promise<number[]>} ports at which nobody listens
 */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => /** @type {net.AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
