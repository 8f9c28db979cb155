// @ts-check
"use strict";
/**
 * The project's root, and the way there. Jupyter starts a kernel in the notebook's folder, while
 * tslab refuses TypeScript files outside the folder it runs in ("not under 'rootDir'", tslab #63).
 * From the root, every notebook imports `./lib/corpus`, wherever the notebook lies.
 */
const path = require("path");

const root = path.dirname(__dirname);

exports.root = root;
exports.enter = () => process.chdir(root);
