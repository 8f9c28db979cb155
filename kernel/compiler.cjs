// @ts-check
"use strict";
/**
 * The compiler's options: tslab never reads tsconfig.json, and is not strict. Here a cell is
 * checked with the project's own options, so that it means the same in a notebook and in `lib`.
 * Source maps are added; source-map.cjs takes them out again.
 */
const path = require("path");
const ts = require("./typescript.cjs");
const { root } = require("./project-root.cjs");

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

/** Must run before tslab's `createConverter`. */
exports.useProjectOptions = () => {
  const createHost = ts.createWatchCompilerHost;
  ts.createWatchCompilerHost = (/** @type {any} */ files, /** @type {any} */ options, /** @type {any[]} */ ...rest) =>
    createHost(files, { ...options, ...projectOptions(), inlineSourceMap: true, inlineSources: false }, ...rest);
};

/**
 * tslab loses the file name of a message that has several lines, so that an error in `lib` seems to
 * lie in the cell. It gets one text with the error's number instead.
 */
exports.keepFileOfLongMessages = () => {
  const diagnose = ts.getPreEmitDiagnosticsOfFiles;
  ts.getPreEmitDiagnosticsOfFiles = (/** @type {any[]} */ ...args) =>
    diagnose(...args).map((/** @type {any} */ d) => ({
      ...d,
      messageText: `${ts.flattenDiagnosticMessageText(d.messageText, "\n")} (TS${d.code})`,
    }));
};
