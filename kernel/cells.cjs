// @ts-check
"use strict";
/** Runs cells, one after the other. */
const vm = require("vm");
const { setImmediate: turn, setTimeout: sleep } = require("timers/promises");
const busyLoop = require("./busy-loop.cjs");
const { Converter } = require("./converter.cjs");
const { Rescue } = require("./declarations.cjs");
const { Interrupt, Waiting, name: waitName } = require("./interrupt.cjs");
const { Job } = require("./job.cjs");
const modules = require("./modules.cjs");
const { redirect } = require("./output.cjs");
const sourceMap = require("./source-map.cjs");
const stray = require("./stray-errors.cjs");
const { attempt, ofCompiler, ofError, ofInterrupt } = require("./traceback.cjs");
const { variables } = require("./variables.cjs");

/** @typedef {import("./output.cjs").Publish} Publish */
/** @typedef {{ code: string, silent?: boolean, stop_on_error?: boolean }} Request content of an `execute_request` */

/** What stands before a cell's code, on its first line. */
const prefix = `(async function (exports, require, ${waitName}) { `;
/** What stands after it. The global variable holds the arguments while the cell starts. */
const suffix = "\n}).apply(undefined, __cell__)";

exports.Cells = class Cells {
  count = 0;
  /**
   * The awaits of the cell that is running.
   * @type {Waiting | null}
   */
  running = null;
  /**
   * The cells that are running or waiting.
   * @type {Set<Job>}
   */
  jobs = new Set();
  #queue = Promise.resolve();
  /** Rises with each error, so that cells that were already waiting then are not run. */
  #generation = 0;
  converter = new Converter();

  /**
   * Runs a cell once those before it are done, unless it is running or waiting already for a page that was left.
   * @param {Request} request @param {Publish} publish @param {import("./job.cjs").Origin} origin
   * @returns {Promise<object>} the content of the `execute_reply`
   */
  run(request, publish, origin = {}) {
    for (const job of this.jobs) if (job.isAlso(request, origin)) return job.join(origin, publish);
    const generation = this.#generation;
    const job = new Job(request.code, origin, publish);
    this.jobs.add(job);
    job.reply = this.#queue.then(() =>
      generation === this.#generation
        ? this.#runNow(request, job.publish)
        : { status: "aborted", execution_count: this.count },
    );
    const end = () => {
      this.jobs.delete(job);
      job.end();
    };
    this.#queue = job.reply.then(end, end);
    return job.reply;
  }

  /**
   * @param {Request} request
   * @param {Publish} publish
   */
  async #runNow({ code, silent = false, stop_on_error: stop = true }, publish) {
    if (!silent) this.count++;
    const execution_count = this.count;
    if (!silent) publish("execute_input", { code, execution_count });
    redirect(publish);
    const failure = await this.#attempt(code);
    if (!failure) return { status: "ok", execution_count, user_expressions: {}, payload: [] };
    publish("error", failure);
    if (stop) {
      // Cells that were sent along with this one may still be on their way from the socket.
      await sleep(20);
      this.#generation++;
    }
    return { status: "error", execution_count, ...failure };
  }

  /**
   * @param {string} code
   * @returns {Promise<import("./traceback.cjs").Failure | null>}
   */
  async #attempt(code) {
    const waiting = new Waiting();
    const rescue = new Rescue(code, variables);
    const { converter } = this;
    this.running = waiting;
    /** @type {{ error: unknown } | null} */
    let thrown = null;
    /** @type {import("./converter.cjs").Converted | undefined} */
    let cell;
    try {
      cell = converter.convert(code);
      // Compiling takes a while, in which the stop button may have been pressed: it is heard here.
      await turn();
      if (waiting.stopped) throw new Interrupt();
      modules.update(cell.sideOutputs ?? []);
      if (cell.output !== undefined) await this.#execute(cell.output, waiting);
      this.#show(cell.lastExpressionVar);
    } catch (error) {
      thrown = { error };
    }
    await turn(); // rejections that nobody handles are known after this
    this.running = null;
    const errors = stray.take();
    const { diagnostics, declOutput = converter.declarations } = cell ?? { diagnostics: [] };
    const ok = !thrown && diagnostics.length === 0;
    waiting.parked = !ok;
    converter.declarations = ok ? declOutput : rescue.declarations(converter.declarations, declOutput);
    if (thrown && wasInterrupted(thrown.error, waiting)) return ofInterrupt(this.count);
    if (diagnostics.length > 0) return ofCompiler(diagnostics, this.count, code);
    return thrown || errors.length > 0 ? ofErrors(thrown, errors) : null;
  }

  /**
   * Node itself can stop it before its first await.
   * @param {string} output
   * @param {Waiting} waiting
   */
  #execute(output, waiting) {
    const filename = `cell-${this.count}.js`;
    sourceMap.loaded(filename, output, { name: `cell [${this.count}]`, prefix: prefix.length, firstLine: 1 });
    /** @type {any} */ (globalThis).__cell__ = [variables, modules.require, waiting.wait];
    const start = () => vm.runInThisContext(prefix + output + suffix, { filename, breakOnSigint: true });
    return busyLoop.during(() => Promise.race([start(), waiting.abandoned]));
  }

  /** @param {string | undefined} name of the variable that holds the value of the cell's last expression */
  #show(name) {
    if (!name) return;
    const value = variables[name];
    delete variables[name];
    if (value !== undefined && value !== null) console.log(value);
  }
};

/**
 * @param {any} error
 * @param {Waiting} waiting of the cell that threw it
 */
function wasInterrupted(error, waiting) {
  return attempt(
    () =>
      error instanceof Interrupt ||
      error.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" ||
      // A child process that the cell waited for without an await got the signal as well.
      (waiting.stopped && error.signal === "SIGINT"),
    false,
  );
}

/**
 * @param {{ error: unknown } | null} thrown by the cell
 * @param {unknown[]} errors that nobody waited for
 * @returns {import("./traceback.cjs").Failure}
 */
function ofErrors(thrown, errors) {
  const others = thrown ? [thrown.error, ...errors.filter((error) => error !== thrown.error)] : errors;
  const failures = others.map((error) => ofError(error));
  const traceback = failures.flatMap((failure) => failure.traceback);
  const origin = thrown ? [] : ["In a promise or timer that nobody waited for:"];
  return { ...failures[0], traceback: [...origin, ...traceback] };
}
