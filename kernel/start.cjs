// @ts-check
"use strict";
/**
 * Starts Jupyter's TypeScript kernel, in the project's root: our own server and executor around tslab's converter.
 * Jupyter calls it as `node <root>/kernel/start.cjs <connection file>`.
 */
const path = require("path");
const compiler = require("./compiler.cjs");
const interrupt = require("./interrupt.cjs");
const projectRoot = require("./project-root.cjs");
const shutdown = require("./shutdown.cjs");
const strayErrors = require("./stray-errors.cjs");

const connection = path.resolve(process.argv[2] ?? "");
projectRoot.enter();
compiler.prepare();

const { Cells } = require("./cells.cjs");
const { serve } = require("./server.cjs");
const cells = new Cells();
interrupt.listen(() => cells.running);
strayErrors.collect((error) => cells.running?.stop(error));
shutdown.endWithParent();
serve(cells, connection);
