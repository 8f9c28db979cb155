// @ts-check
"use strict";
/** tslab's converter (TypeScript to JavaScript), on files as they are now, keeping the declarations of earlier cells itself. */
const { createConverter } = /** @type {any} */ (require("tslab/dist/converter"));
const { spare } = require("./busy-loop.cjs");
const { checkFiles, withDependents } = require("./reload.cjs");
const { spellOut } = require("./shorthand.cjs");
const sourceMap = require("./source-map.cjs");

/** The compiler's number for "Cannot find module". */
const moduleNotFound = 2307;

exports.Converter = class Converter {
  /** TypeScript declarations of all cells so far. */
  declarations = "";
  /**
   * What became of the latest cell: output, declOutput, diagnostics.
   * @type {any}
   */
  latest = null;
  #tslab = createConverter({ isJS: false, isBrowser: false });

  /**
   * Compiles a cell.
   * @param {string} code
   */
  convert(code) {
    if (this.latest?.diagnostics.some((/** @type {any} */ d) => d.code === moduleNotFound)) {
      // The compiler remembers where there was no module; perhaps it has been written since.
      this.#tslab.close();
      this.#tslab = createConverter({ isJS: false, isBrowser: false });
    }
    checkFiles();
    this.latest = this.#tslab.convert(this.declarations, spellOut(code));
    if (this.latest.sideOutputs) this.latest.sideOutputs = withDependents(this.latest.sideOutputs);
    for (const { path, data } of this.latest.sideOutputs ?? []) sourceMap.loaded(path, data);
  }

  /** The object that tslab's executor expects, which gets each cell compiled already. */
  forTslab() {
    const look =
      (/** @type {string} */ method) =>
      (/** @type {string} */ _, /** @type {any[]} */ ...rest) => {
        return spare(() => (checkFiles(), this.#tslab[method](this.declarations, ...rest)));
      };
    const node = {
      convert: () => this.latest,
      inspect: look("inspect"),
      complete: look("complete"),
      addModule: (/** @type {any[]} */ ...module) => this.#tslab.addModule(...module),
    };
    return { node, browser: node, close: () => this.#tslab.close() };
  }
};
