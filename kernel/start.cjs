// @ts-check
"use strict";
/**
 * Starts Jupyter's TypeScript kernel: tslab, from the project's root, changed by the files beside
 * this one. Jupyter calls it as `node <root>/kernel/start.cjs <connection file>`.
 */
const path = require("path");
const compiler = require("./compiler.cjs");
const interrupt = require("./interrupt.cjs");
const projectRoot = require("./project-root.cjs");
const reload = require("./reload.cjs");
const shutdown = require("./shutdown.cjs");
const sourceMap = require("./source-map.cjs");
const strayErrors = require("./stray-errors.cjs");

const connection = path.resolve(process.argv[2] ?? "");
projectRoot.enter();
compiler.useProjectOptions();
compiler.keepFileOfLongMessages();
reload.watchByLooking();
interrupt.wrapAwaits();
sourceMap.keepMaps();

const { Cells } = require("./cells.cjs");
const { Server } = require("./server.cjs");
const cells = new Cells();
interrupt.listen(() => cells.running);
strayErrors.collect((error) => cells.running?.waiting.stop(error));
shutdown.endWithParent();
new Server(cells, connection).init();
