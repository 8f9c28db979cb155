// @ts-check
"use strict";
/**
 * Type-checks the cells of notebooks without running them, as the kernel sees them: one after the
 * other, with tsconfig.json's options, imports from the project's root, names declared again.
 *   node test/notebooks/check-cells.cjs <notebook.ipynb> …
 * prints a line for each error and exits with 1 if there is one. Cells count as Jupyter numbers them.
 * Of each notebook only the first cell with errors is reported: those after it lack its names.
 */
const fs = require("fs");
const path = require("path");
const kernel = path.join(__dirname, "..", "..", "kernel");
const compiler = require(path.join(kernel, "compiler.cjs"));
const projectRoot = require(path.join(kernel, "project-root.cjs"));

const notebooks = process.argv.slice(2).map((file) => path.resolve(file));
projectRoot.enter();
compiler.prepare();
const converter = require("tslab/dist/converter").createConverter({ isJS: false, isBrowser: false });

/** @param {string} notebook @returns {string[]} */
function faults(notebook) {
  const { cells } = JSON.parse(fs.readFileSync(notebook, "utf8"));
  const sources = cells
    .filter((/** @type {any} */ cell) => cell.cell_type === "code")
    .map((/** @type {any} */ cell) => [cell.source].flat().join(""));
  let declarations = "";
  for (const [i, source] of sources.entries()) {
    const { diagnostics, declOutput } = converter.convert(declarations, source);
    declarations = declOutput ?? "";
    if (diagnostics.length === 0) continue;
    return diagnostics.map((/** @type {any} */ { fileName, start, messageText }) => {
      const place = fileName ? `${fileName}:${start.line + 1}` : `line ${start.line + 1}`;
      return `${path.basename(notebook)}, cell [${i + 1}], ${place}: ${messageText}`;
    });
  }
  return [];
}

const all = notebooks.flatMap(faults);
converter.close();
for (const fault of all) console.log(fault);
process.exitCode = all.length > 0 ? 1 : 0;
