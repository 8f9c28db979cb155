// @ts-check
"use strict";
/** tslab's converter (TypeScript to JavaScript), on files as they are now, keeping the declarations of earlier cells itself. */
const { createConverter } = /** @type {any} */ (require("tslab/dist/converter"));
const { spare } = require("./busy-loop.cjs");
const { checkFiles } = require("./reload.cjs");
const { spellOut } = require("./property-names.cjs");

/** The compiler's number for "Cannot find module". */
const moduleNotFound = 2307;

/**
 * @typedef {{ fileName?: string, start: { line: number, character: number }, messageText: string, code: number }} Diagnostic
 *   positions from 0, no file name for the cell itself
 * @typedef {object} Converted
 * @property {Diagnostic[]} diagnostics if there are any, there is nothing else
 * @property {string} [output] JavaScript of the cell
 * @property {string} [declOutput] declarations of this cell and those before it
 * @property {{ path: string, data: string }[]} [sideOutputs] modules of the project compiled anew
 * @property {string} [lastExpressionVar] name under which the cell exports what Jupyter shows
 */

exports.Converter = class Converter {
  /** TypeScript declarations of all cells so far. */
  declarations = "";
  #tslab = createConverter({ isJS: false, isBrowser: false });
  #missedModule = false;

  /**
   * Compiles a cell.
   * @param {string} code
   * @returns {Converted}
   */
  convert(code) {
    if (this.#missedModule) {
      // The compiler remembers where there was no module; perhaps it has been written since.
      this.#tslab.close();
      this.#tslab = createConverter({ isJS: false, isBrowser: false });
    }
    checkFiles();
    const converted = this.#tslab.convert(this.declarations, spellOut(code));
    this.#missedModule = converted.diagnostics.some((/** @type {Diagnostic} */ d) => d.code === moduleNotFound);
    return converted;
  }

  /** @param {string} code @param {number} position in UTF-16 units */
  inspect(code, position) {
    return spare(() => (checkFiles(), this.#tslab.inspect(this.declarations, code, position)));
  }

  /** @param {string} code @param {number} position in UTF-16 units */
  complete(code, position) {
    return spare(() => (checkFiles(), this.#tslab.complete(this.declarations, code, position)));
  }
};
