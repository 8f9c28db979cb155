// @ts-check
"use strict";
/** Jupyter's requests, over five sockets of ZeroMQ, and the kernel's answers. */
const fs = require("fs");
const { inspect } = require("util");
const { isCompleteCode } = require("tslab/dist/converter");
const { printQuickInfo } = require("tslab/dist/inspect");
const { Publisher, Reply, Router } = require("zeromq");
const { completePath } = require("./completion.cjs");
const { endSoon } = require("./shutdown.cjs");
const { attempt } = require("./traceback.cjs");
const ts = require("./typescript.cjs");
const wire = require("./wire.cjs");

/** Jupyter counts characters as Unicode code points, TypeScript as UTF-16 units. */
const toUnits = (/** @type {string} */ code, /** @type {number} */ points) =>
  [...code].slice(0, points).join("").length;
const toPoints = (/** @type {string} */ code, /** @type {number} */ units) => [...code.slice(0, units)].length;

const language_info = {
  name: "typescript",
  version: ts.version,
  mimetype: "text/typescript",
  file_extension: ".ts",
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
};
const implementation = { implementation: "tslab", implementation_version: "1.0.22", banner: "TypeScript" };

/**
 * What a reply says, by the type of the request. The compiler may give up on half-written code.
 * @type {Record<string, (content: any, cells: import("./cells.cjs").Cells) => object>}
 */
const answers = {
  // Says as well which cells of the notebook are not done: kernel/labextensions looks for them.
  kernel_info_request(_, { jobs }) {
    const unfinished_cells = [...jobs].map((job) => job.cell).filter(Boolean);
    return { status: "ok", protocol_version: "5.3", ...implementation, language_info, unfinished_cells };
  },
  complete_request({ code, cursor_pos }, { converter }) {
    const at = toUnits(code, cursor_pos);
    const nothing = { start: at, end: at, candidates: [] };
    const found = attempt(() => completePath(code, at) ?? converter.complete(code, at), nothing);
    const [cursor_start, cursor_end] = [toPoints(code, found.start), toPoints(code, found.end)];
    return { status: "ok", matches: found.candidates, cursor_start, cursor_end, metadata: {} };
  },
  inspect_request({ code, cursor_pos }, { converter }) {
    const info = attempt(() => converter.inspect(code, toUnits(code, cursor_pos)), undefined);
    return {
      status: "ok",
      found: Boolean(info),
      data: info ? { "text/plain": printQuickInfo(info) } : {},
      metadata: {},
    };
  },
  is_complete_request({ code }) {
    const { completed, indent } = isCompleteCode(code);
    return completed ? { status: "complete" } : { status: "incomplete", indent };
  },
  history_request: () => ({ status: "ok", history: [] }),
  comm_info_request: () => ({ status: "ok", comms: {} }),
  shutdown_request: ({ restart }) => ({ status: "ok", restart }),
};

/**
 * ZeroMQ's Node binding makes each 513th message wait, and refuses those after it, unless it must send at once; and
 * ZeroMQ drops messages beyond a thousand: lines printed in a long loop would be lost.
 */
const atOnce = { sendTimeout: 0 };
const unlimited = { ...atOnce, sendHighWaterMark: 0 };

/** To the log of Jupyter, past the running cell's own stderr. */
const log = (/** @type {unknown} */ what) => void fs.writeSync(2, `kernel: ${inspect(what)}\n`);

/**
 * @param {import("./cells.cjs").Cells} cells
 * @param {string} file Jupyter's connection file
 */
exports.serve = async (cells, file) => {
  const { key, transport, ip, ...ports } = JSON.parse(fs.readFileSync(file, "utf8"));
  const [iopub, hb] = [new Publisher(unlimited), new Reply()];
  const [shell, control, stdin] = [atOnce, atOnce, {}].map((options) => new Router(options));
  const sockets = Object.entries({ iopub, shell, control, stdin, hb });
  /**
   * The messages whose cells are running or queued.
   * @type {Set<wire.Message>}
   */
  const executing = new Set();

  /** @type {(to: Publisher | Router, request: wire.Message, type: string, content: object) => Promise<void>} */
  const send = async (to, request, type, content) => {
    if (!to.closed) await to.send(wire.write(key, request, type, content)).catch(log);
  };

  /** @type {(execution_state: string, request: wire.Message) => void} */
  const publishStatus = (execution_state, request) => {
    void send(iopub, request, "status", { execution_state });
    // While a cell runs, the kernel is busy, though it may have done with another request.
    const [running] = executing;
    if (execution_state === "idle" && running) publishStatus("busy", running);
  };

  /** @type {(request: wire.Message) => Promise<object>} */
  const execute = async (request) => {
    executing.add(request);
    const origin = { cell: request.metadata.cellId, client: request.header.session };
    const reply = await cells.run(request.content, (type, content) => send(iopub, request, type, content), origin);
    executing.delete(request);
    return reply;
  };

  /** @type {(from: Router, frames: Buffer[]) => Promise<void>} */
  const answer = async (from, frames) => {
    const request = wire.read(key, frames);
    const type = request.header.msg_type;
    publishStatus("busy", request);
    if (type === "execute_request") await send(from, request, "execute_reply", await execute(request));
    else if (!answers[type]) log(`no answer to ${type}`);
    else await send(from, request, type.replace("request", "reply"), answers[type](request.content, cells));
    publishStatus("idle", request);
    if (type !== "shutdown_request") return;
    for (const [, socket] of sockets) socket.close();
    endSoon();
  };

  await Promise.all(sockets.map(([name, socket]) => socket.bind(`${transport}://${ip}:${ports[`${name}_port`]}`)));
  for (const socket of [shell, control]) {
    // A request does not wait for the one before it: a cell may run for hours.
    (async () => {
      for await (const frames of socket) answer(socket, frames).catch(log);
    })().catch(log);
  }
  for await (const frames of hb) await hb.send(frames);
};
