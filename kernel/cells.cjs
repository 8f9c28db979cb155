// @ts-check
"use strict";
/** Runs cells, one after the other: tslab's executor, with errors that Jupyter understands. */
const vm = require("vm");
const { setImmediate: turn, setTimeout: sleep } = require("timers/promises");
const { createExecutor } = /** @type {any} */ (require("tslab/dist/executor"));
const busyLoop = require("./busy-loop.cjs");
const { Converter } = require("./converter.cjs");
const { Rescue } = require("./declarations.cjs");
const { Interrupt, Waiting, name: waitName } = require("./interrupt.cjs");
const { Job } = require("./job.cjs");
const { redirect } = require("./output.cjs");
const sourceMap = require("./source-map.cjs");
const stray = require("./stray-errors.cjs");
const { attempt, ofCompiler, ofError, ofInterrupt } = require("./traceback.cjs");

/** @typedef {import("./output.cjs").Publish} Publish */
/** @typedef {{ code: string, silent?: boolean, stop_on_error?: boolean }} Request content of an `execute_request` */

/** How tslab's executor reports a message of the compiler, as opposed to something thrown. */
const compilerFormat = "%s%d:%d - %s";
/** What tslab puts before a cell's compiled code. */
const wrapper = /^\((?:async )?function\(exports, require\) \{ /;

exports.Cells = class Cells {
  count = 0;
  /**
   * The cell that is running.
   * @type {{ waiting: Waiting, abandon: () => void } | null}
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
  /** @type {any[][]} what tslab reported about the running cell */
  #reports = [];
  #converter = new Converter();

  constructor() {
    const report = (/** @type {any[]} */ ...what) => this.#reports.push(what);
    const console = { log: (/** @type {unknown} */ value) => globalThis.console.log(value), error: report };
    this.executor = createExecutor(process.cwd(), this.#converter.forTslab(), console);
  }

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
    this.#queue = job.reply.then(() => {
      this.jobs.delete(job);
      job.end();
    });
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
    this.#reports = [];
    const waiting = new Waiting();
    const rescue = new Rescue(code, this.executor.locals);
    const previous = this.#converter.declarations;
    this.running = { waiting, abandon: () => this.executor.interrupt() };
    const ok = await this.#execute(code, waiting).catch(
      (/** @type {unknown} */ error) => void this.#reports.push([error]),
    );
    await turn(); // rejections that nobody handles are known after this
    const interrupted = !ok && this.#wasInterrupted(waiting);
    this.running = null;
    const errors = stray.take();
    if (ok) this.#converter.declarations = this.#converter.latest.declOutput ?? previous;
    else {
      waiting.parked = true;
      this.#converter.declarations = rescue.declarations(previous, this.#converter.latest?.declOutput ?? previous);
    }
    if (ok && errors.length === 0) return null;
    return interrupted ? ofInterrupt(this.count) : this.#failure(code, errors);
  }

  /**
   * Has tslab execute a cell, its code named after the cell and its awaits ours.
   * @param {string} code
   * @param {Waiting} waiting
   */
  async #execute(code, waiting) {
    this.#converter.convert(code);
    // Compiling takes a while, in which the stop button may have been pressed: it is heard here.
    await turn();
    if (waiting.stopped) throw new Interrupt();
    const file = `cell-${this.count}.js`;
    const run = vm.runInThisContext;
    // tslab starts the cell before its first await: only there is Node's function replaced.
    vm.runInThisContext = (/** @type {string} */ wrapped, /** @type {any} */ options) => {
      vm.runInThisContext = run;
      const start = wrapper.exec(wrapped)?.[0] ?? "";
      const prefix = `${start}const ${waitName} = __tslab__.waits.get(${this.count}); `;
      sourceMap.loaded(file, this.#converter.latest.output, {
        name: `cell [${this.count}]`,
        prefix: prefix.length,
        firstLine: 1,
      });
      /** @type {any} */ (globalThis).__tslab__.waits = new Map([[this.count, waiting.wait]]);
      return run(prefix + wrapped.slice(start.length), { ...options, filename: file });
    };
    try {
      return busyLoop.during(() => this.executor.execute(code));
    } finally {
      vm.runInThisContext = run; // in case it was never called
    }
  }

  /** @param {Waiting} waiting of the cell that failed */
  #wasInterrupted(waiting) {
    const [thrown] = this.#reports.flat();
    return attempt(
      () =>
        thrown instanceof Interrupt ||
        thrown?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" ||
        thrown?.message === "Interrupted asynchronously" ||
        // A child process that the cell waited for without an await got the signal as well.
        (waiting.stopped && thrown?.signal === "SIGINT"),
      false,
    );
  }

  /**
   * @param {string} code
   * @param {unknown[]} errors that nobody waited for
   * @returns {import("./traceback.cjs").Failure}
   */
  #failure(code, errors) {
    const messages = this.#reports.filter(([format]) => format === compilerFormat);
    if (messages.length > 0) {
      const fields = messages.map(([, file, line, column, message]) => ({ file: file.trim(), line, column, message }));
      return ofCompiler(fields, this.count, code);
    }
    const thrown = this.#reports.map(([error]) => error);
    const [first, ...others] = [...thrown, ...errors.filter((error) => !thrown.includes(error))].map((error) =>
      ofError(error),
    );
    const traceback = [first, ...others].flatMap((failure) => failure.traceback);
    return {
      ...first,
      traceback: thrown.length > 0 ? traceback : ["In a promise or timer that nobody waited for:", ...traceback],
    };
  }
};
