// @ts-check
"use strict";
/** tslab's Jupyter server, with error messages, and with an answer to everything it is asked. */
const fs = require("fs");
const { inspect } = require("util");
const { JupyterHandlerImpl, ZmqServer } = /** @type {any} */ (require("tslab/dist/jupyter"));
const { completePath } = require("./completion.cjs");
const { endSoon } = require("./shutdown.cjs");

/** Jupyter counts characters as Unicode code points, TypeScript as UTF-16 units. */
const toUnits = (/** @type {string} */ code, /** @type {number} */ points) =>
  [...code].slice(0, points).join("").length;
const toPoints = (/** @type {string} */ code, /** @type {number} */ units) => [...code.slice(0, units)].length;

class Handler extends JupyterHandlerImpl {
  /** @param {{ code: string, cursor_pos: number }} request */
  handleComplete({ code, cursor_pos }) {
    const position = toUnits(code, cursor_pos);
    let found;
    try {
      found = completePath(code, position) ?? this.executor.complete(code, position);
    } catch {
      found = { start: position, end: position, candidates: [] };
    }
    const [cursor_start, cursor_end] = [toPoints(code, found.start), toPoints(code, found.end)];
    return { status: "ok", matches: found.candidates, cursor_start, cursor_end, metadata: {} };
  }

  /** @param {{ code: string, cursor_pos: number }} request */
  handleInspect({ code, cursor_pos }) {
    try {
      return super.handleInspect({ code, cursor_pos: toUnits(code, cursor_pos) });
    } catch {
      return { status: "ok", found: false, data: {}, metadata: {} };
    }
  }
}

exports.Server = class Server extends ZmqServer {
  /**
   * @param {import("./cells.cjs").Cells} cells
   * @param {string} connection Jupyter's connection file
   */
  constructor(cells, connection) {
    super(new Handler(cells.executor, false), connection);
    this.cells = cells;
    /**
     * Messages whose cells are running or queued.
     * @type {Set<any>}
     */
    this.executing = new Set();
  }

  init() {
    this.ready = super.init();
    return this.ready;
  }

  /**
   * Answers a request. tslab takes the first ones before its sockets can send, and such an answer is lost. Nor
   * does it know all requests, and says so in the running cell: JupyterLab asks for the history when it opens a notebook.
   * @param {any} sock
   * @param {any[]} parts
   */
  async handleShellMessage(sock, ...parts) {
    try {
      await this.ready;
      const { warn } = console;
      // What tslab warns of at once is a request that it does not know.
      console.warn = (/** @type {unknown[]} */ ...what) => fs.writeSync(2, `kernel: ${what.join(" ")}\n`);
      const done = super.handleShellMessage(sock, ...parts);
      console.warn = warn;
      await done;
    } catch (error) {
      // Not the cell's fault: to the log of Jupyter, past the cell's own stderr.
      fs.writeSync(2, `kernel: ${inspect(error)}\n`);
    }
  }

  /**
   * Says as well which cells of the notebook are not done: kernel/labextensions looks for them.
   * @param {any} sock
   * @param {any} message a `kernel_info_request`
   */
  handleKernelInfo(sock, message) {
    const unfinished_cells = [...this.cells.jobs].map((job) => job.cell).filter(Boolean);
    this.send(sock, message, "kernel_info_reply", { ...this.handler.handleKernel(), unfinished_cells });
  }

  /**
   * @param {any} sock
   * @param {any} message an `execute_request`
   */
  async handleExecute(sock, message) {
    const publish = (/** @type {string} */ type, /** @type {object} */ content) =>
      this.send(this.iopub, message, type, content);
    this.executing.add(message);
    const origin = { cell: message.metadata.cellId, client: message.header.session };
    const content = await this.cells.run(message.content, publish, origin);
    this.executing.delete(message);
    this.send(sock, message, "execute_reply", content);
  }

  /**
   * While a cell runs, the kernel is busy, though it may have done with another request.
   * @param {string} status
   * @param {any} parent
   */
  publishStatus(status, parent) {
    super.publishStatus(status, parent);
    if (status !== "idle") return;
    const [running] = this.executing;
    if (running) super.publishStatus("busy", running);
  }

  /**
   * Without this, lines printed in a long loop are lost: ZeroMQ drops messages beyond a thousand, and
   * its Node binding makes each 513th wait, and refuses those after it.
   * @param {any} sock @param {number} port
   */
  bindSocket(sock, port) {
    if (sock !== this.hb) sock.sendTimeout = 0;
    if (sock === this.iopub) sock.sendHighWaterMark = 0;
    return super.bindSocket(sock, port);
  }

  /** Jupyter has asked the kernel to end. */
  close() {
    super.close();
    endSoon();
  }

  /**
   * @param {any} sock
   * @param {any} parent
   * @param {string} type
   * @param {object} content
   */
  send(sock, parent, type, content) {
    const message = parent.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.connInfo.key, sock);
  }
};
