// @ts-check
"use strict";
/**
 * Jupyter's stop button, which sends SIGINT.
 *
 * - Code of a cell before its first `await`: Node stops it (`breakOnSigint` in cells.cjs).
 * - A cell that waits in an `await`: the await throws, `finally` blocks run, the cell ends.
 * - A cell that computes after an `await`: see busy-loop.cjs.
 * - A child process that a cell waits for without an `await` (`execSync`) gets the signal as well, and ends of it. One
 *   that ignores the signal cannot be stopped before it is done.
 * - A cell that swallows a stop and goes on: after a second it is left to itself; its next `await` never returns.
 * - A library that wants to end in its own way (training: finish the step, write a checkpoint)
 *   registers `process.on("SIGINT", …)` while it works, and removes it afterwards. As long as such a
 *   listener is there, the kernel does nothing, and the cell ends when the library returns. It must
 *   `await` a `setImmediate` before it registers, for up to there Node's own stop is in force, and let
 *   the event loop turn between its steps, or the signal is never heard.
 */
const busyLoop = require("./busy-loop.cjs");
const ts = require("./typescript.cjs");

/** Thrown by an `await` that was stopped. */
class Interrupt extends Error {}

const patience = 1000; // ms

/**
 * Adds the line of the cell to an error from a library: the trace through `await` ends at our promise.
 * @param {any} error
 * @param {{ stack: string }} here
 */
function withCaller(error, here) {
  const [caller] = here.stack.split("\n").filter((line) => /^ *at /.test(line));
  try {
    if (error instanceof Error && caller && !error.stack?.includes(caller)) error.stack += `\n${caller}`;
  } catch {
    // It throws when it is looked at: it stays as it is.
  }
  return error;
}

/** The awaits of one cell. */
class Waiting {
  /**
   * Ends the cell for the kernel, whatever it still does.
   * @type {() => void}
   */
  abandon = () => {};
  /** Rejects when the cell is left behind. */
  abandoned = new Promise((_, reject) => {
    this.abandon = () => reject(new Interrupt());
  });

  constructor() {
    this.abandoned.catch(() => {}); // perhaps nobody waits for it yet
  }

  /** @type {Set<(reason: unknown) => void>} */
  rejects = new Set();
  stopped = false;
  parked = false;

  /**
   * Stands around the operand of each `await` of the cell itself.
   * @param {unknown} value
   */
  wait = (value) => {
    const here = { stack: "" };
    Error.captureStackTrace(here, this.wait);
    return new Promise((resolve, reject) => {
      const stop = (/** @type {unknown} */ reason) => !this.parked && reject(reason);
      this.rejects.add(stop);
      const settle = (/** @type {(v: any) => void} */ how) => (/** @type {unknown} */ result) => {
        this.rejects.delete(stop);
        if (!this.parked) how(result);
      };
      Promise.resolve(value).then(
        settle(resolve),
        settle((error) => reject(withCaller(error, here))),
      );
    });
  };

  /**
   * Makes the cell's pending awaits throw.
   * @param {unknown} reason
   */
  stop(reason) {
    this.stopped = true;
    for (const reject of this.rejects) reject(reason);
  }
}

/** Name of `Waiting.wait` in compiled cells. */
const name = "__wait__";

/**
 * Compiles `await x` of a cell, functions inside it apart, to `await __wait__(x)`: a transformer of the compiler.
 * @param {any} context
 */
const wrapAwaits = (context) => (/** @type {any} */ file) => {
  const { factory } = context;
  const visit = (/** @type {any} */ node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
    const inner = ts.visitEachChild(node, visit, context);
    if (!ts.isAwaitExpression(inner)) return inner;
    const call = factory.createCallExpression(factory.createIdentifier(name), undefined, [inner.expression]);
    return factory.updateAwaitExpression(inner, call);
  };
  return ts.visitEachChild(file, visit, context);
};

/**
 * Listens to the stop button.
 * @param {() => Waiting | null} running the awaits of the cell that is running
 */
function listen(running) {
  process.on("SIGINT", () => {
    const cell = running();
    if (!cell || busyLoop.libraries() > 0) return;
    cell.stop(new Interrupt());
    setTimeout(() => running() === cell && cell.abandon(), patience);
  });
  busyLoop.start();
}

module.exports = { Interrupt, Waiting, name, wrapAwaits, listen };
