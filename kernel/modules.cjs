// @ts-check
"use strict";
/**
 * The project's modules that cells import: Node loads them as it loads any other, from what the compiler made of them.
 * One that has changed is loaded anew, and with it those that import it, directly or not.
 */
const Module = require("module");
const path = require("path");
const { root } = require("./project-root.cjs");
const sourceMap = require("./source-map.cjs");

/**
 * TypeScript file -> its JavaScript.
 * @type {Map<string, string>}
 */
const compiled = new Map();

/** @type {any} */ (Module)._extensions[".ts"] = (/** @type {any} */ module, /** @type {string} */ file) => {
  const text = compiled.get(file);
  if (text === undefined)
    throw new Error(`${path.relative(root, file)} was not compiled: import it, for require() is not looked at`);
  module._compile(text, file);
};

/** @param {NodeJS.Module | undefined} module */
function forget(module) {
  if (!module) return;
  delete require.cache[module.filename];
  for (const user of Object.values(require.cache)) if (user?.children.includes(module)) forget(user);
}

/** `require` for cells. */
exports.require = Module.createRequire(path.join(root, "cell.js"));

/** @param {{ path: string, data: string }[]} outputs the modules just compiled, named as if they were .js files */
exports.update = (outputs) => {
  for (const { path: name, data } of outputs) {
    const file = name.replace(/\.js$/, ".ts");
    sourceMap.loaded(file, data);
    if (compiled.get(file) === data) continue;
    compiled.set(file, data);
    forget(require.cache[file]);
  }
};
