// @ts-check
"use strict";
/**
 * Starts Jupyter's TypeScript kernel: tslab, from the project's root.
 * Jupyter calls it as `node <root>/kernel/start.cjs <connection file>`.
 */
const path = require("path");

const connection = path.resolve(process.argv[2] ?? "");
process.chdir(path.dirname(__dirname));
require("tslab/dist/main").startKernel({ configPath: connection, enableFindLocal: false });
