// @ts-check
"use strict";
/**
 * The compiler's options: tslab never reads tsconfig.json, and is not strict. Here a cell is
 * checked with the project's own options, so that it means the same in a notebook and in `lib`.
 * Source maps are added; source-map.cjs takes them out again.
 */
const path = require("path");
const { wrapAwaits } = require("./interrupt.cjs");
const { root } = require("./project-root.cjs");
const { watchByLooking } = require("./reload.cjs");
const { keepMaps } = require("./source-map.cjs");
const ts = require("./typescript.cjs");

/** Options of tsconfig.json that concern meaning; the others (noEmit, module, …) stay tslab's. */
const shared = ["strict", "target", "lib", "types", "noImplicitOverride", "forceConsistentCasingInFileNames"];

function projectOptions() {
  const file = path.join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { compilerOptions: config.compilerOptions, files: [] },
    ts.sys,
    root,
  );
  return Object.fromEntries(shared.filter((name) => name in options).map((name) => [name, options[name]]));
}

/** Adapts the compiler to a project and to cells. Must run before tslab's `createConverter`. */
exports.prepare = () => {
  const { createWatchCompilerHost, transpileModule } = ts;
  const project = projectOptions();
  ts.createWatchCompilerHost = (/** @type {any} */ files, /** @type {any} */ options, /** @type {any[]} */ ...rest) =>
    createWatchCompilerHost(files, { ...options, ...project, inlineSourceMap: true, inlineSources: false }, ...rest);
  ts.transpileModule = (/** @type {string} */ input, /** @type {any} */ options) => {
    const compilerOptions = { ...options.compilerOptions, sourceMap: true };
    const all = { ...options, compilerOptions, transformers: { before: [wrapAwaits] } };
    return keepMaps(input, (code) => transpileModule(code, all));
  };
  watchByLooking();
};
