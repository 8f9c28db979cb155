// @ts-check
"use strict";
/**
 * tslab's TypeScript, as an object whose functions can be replaced: the package's own has getters
 * only. Must be loaded before tslab, which then finds this one in Node's cache of modules.
 */
const file = require.resolve("@tslab/typescript-for-tslab");
/** @type {any} */
const ts = { ...require(file) };
/** @type {NodeModule} */ (require.cache[file]).exports = ts;

module.exports = ts;
