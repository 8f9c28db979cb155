// @ts-check
"use strict";
/**
 * The stop button for a cell that computes without end after an `await`. JavaScript cannot hear a
 * signal then: Node stops only what runs before the first `await` (`breakOnSigint`). So a thread
 * listens as well, through a small child process, for signals reach no thread but the main one; Jupyter
 * signals the kernel's whole process group. If the main thread has not heard within a second, the
 * thread has V8 end what it is running. The promise of that code never settles, and the kernel
 * leaves the cell behind (interrupt.cjs). A library that listens to SIGINT itself is left alone.
 */
const { Worker, isMainThread, workerData } = require("worker_threads");
const { signalEcho } = require("./signal-echo.cjs");

const patience = 1000; // ms
/** The main thread often hears a signal before the other does: this long before is still that signal. */
const slack = 500; // ms
const memory = isMainThread ? new SharedArrayBuffer(24) : workerData;
/** When the main thread last heard a signal, and last came to a cell's end, as Date.now() says it. */
const [heard, ended] = [0, 1];
const times = new BigInt64Array(memory, 0, 2);
/** Places in the rest: whether a cell's own code may be ended now; listeners beside the kernel's. */
const [armed, libraries] = [0, 1];
const flags = new Int32Array(memory, 16);

const note = (/** @type {number} */ place) => void Atomics.store(times, place, BigInt(Date.now()));

function watch() {
  const { Session } = require("inspector");
  const { spawn } = require("child_process");
  const session = new Session();
  const child = spawn("sh", ["-c", signalEcho], { stdio: ["pipe", "pipe", "ignore"] });
  child.on("error", () => {}); // no sh: no such stop
  child.stdout.on("data", () => {
    const now = BigInt(Date.now());
    setTimeout(() => {
      // A signal that the cell has had is over with it.
      if (Atomics.load(times, heard) >= now - BigInt(slack) || Atomics.load(times, ended) >= now) return;
      if (!Atomics.load(flags, armed) || Atomics.load(flags, libraries)) return;
      session.connectToMainThread();
      session.post("Runtime.terminateExecution", () => session.disconnect());
    }, patience);
  });
}

/** Call when the kernel's own SIGINT listener is in place. */
exports.start = () => {
  const own = process.listenerCount("SIGINT") + 1;
  process.on("SIGINT", () => note(heard));
  const count = (/** @type {number} */ coming) => (/** @type {string | symbol} */ name) => {
    if (name === "SIGINT") Atomics.store(flags, libraries, process.listenerCount(name) + coming - own);
  };
  process.on("newListener", count(1));
  process.on("removeListener", count(0));
  new Worker(__filename, { workerData: memory }).unref();
};

/** The number of SIGINT listeners that are not the kernel's. */
exports.libraries = () => Atomics.load(flags, libraries);

/**
 * @template T
 * @param {() => Promise<T>} run starts a cell; what runs after its first part may be ended
 * @returns {Promise<T>}
 */
exports.during = async (run) => {
  try {
    const end = run();
    Atomics.store(flags, armed, 1);
    return await end;
  } finally {
    Atomics.store(flags, armed, 0);
    note(ended);
  }
};

/**
 * @template T
 * @param {() => T} work of the kernel, not of the cell
 * @returns {T}
 */
exports.spare = (work) => {
  const before = Atomics.exchange(flags, armed, 0);
  try {
    return work();
  } finally {
    Atomics.store(flags, armed, before);
  }
};

if (!isMainThread) watch();
