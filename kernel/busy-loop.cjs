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

const patience = 1000; // ms
/** Places in the shared memory: signals heard; whether a cell's own code may be ended now; listeners beside the kernel's. */
const [heard, armed, libraries] = [0, 1, 2];

const flags = new Int32Array(isMainThread ? new SharedArrayBuffer(12) : workerData);

/** Echoes each SIGINT as a line, until its input ends, which is when the kernel ends. */
const echo = `trap 'echo' INT; while :; do read line || [ $? -gt 128 ] || exit; done`;

function watch() {
  const { Session } = require("inspector");
  const { spawn } = require("child_process");
  const session = new Session();
  const child = spawn("sh", ["-c", echo], { stdio: ["pipe", "pipe", "ignore"] });
  child.on("error", () => {}); // no sh: no such stop
  child.stdout.on("data", () => {
    const before = Atomics.load(flags, heard);
    setTimeout(() => {
      if (Atomics.load(flags, heard) !== before || !Atomics.load(flags, armed) || Atomics.load(flags, libraries)) return;
      session.connectToMainThread();
      session.post("Runtime.terminateExecution", () => session.disconnect());
    }, patience);
  });
}

/** Call when the kernel's own SIGINT listener is in place. */
exports.start = () => {
  const own = process.listenerCount("SIGINT") + 1;
  process.on("SIGINT", () => Atomics.add(flags, heard, 1));
  process.on("newListener", (name) => name === "SIGINT" && Atomics.store(flags, libraries, process.listenerCount("SIGINT") + 1 - own));
  process.on("removeListener", (name) => name === "SIGINT" && Atomics.store(flags, libraries, process.listenerCount("SIGINT") - own));
  new Worker(__filename, { workerData: flags.buffer }).unref();
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
    Atomics.add(flags, heard, 1); // a signal that the cell has had is over with it
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
