// @ts-check
/** The text of a notebook: its cells without what running them left, and a stamp that tells whether it was changed. */
import { createHash } from "node:crypto";

/** The chapters' names, `NN-title.ipynb`; what Jupyter makes of copies is told from them by the stamp. */
export const notebookName = /^\d\d-.*\.ipynb$/;

/** @typedef {{ cell_type: string, source: string | string[], outputs?: unknown[] }} Cell */

/**
 * The cells that say something, as pairs of kind and text; null for what is no notebook.
 * @param {string} file a notebook in JSON
 * @returns {[kind: string, text: string][] | null}
 */
export function cellsOf(file) {
  try {
    const { cells } = /** @type {{ cells: Cell[] }} */ (JSON.parse(file));
    return cells
      .map(({ cell_type, source }) => /** @type {[string, string]} */ ([cell_type, [source].flat().join("")]))
      .filter(([, text]) => /[^ \t\r\n]/.test(text));
  } catch {
    return null;
  }
}

/**
 * Whether two notebooks have the same prose and code, whatever their outputs.
 * @param {string} one
 * @param {string} other
 */
export function sameText(one, other) {
  const [a, b] = [cellsOf(one), cellsOf(other)];
  return a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Whether two notebooks have the same outputs as well.
 * @param {string} one
 * @param {string} other
 */
export function sameOutputs(one, other) {
  /** @param {string} file */
  const outputs = (file) => JSON.stringify(JSON.parse(file).cells.map((/** @type {Cell} */ cell) => cell.outputs));
  return one === other || (sameText(one, other) && outputs(one) === outputs(other));
}

/**
 * The hash of a notebook's text, which `reproduce/save.py` (`stamp`) computes in the same way.
 * @param {[kind: string, text: string][]} cells
 * @returns {string} 64 hexadecimal digits
 */
export function hashOf(cells) {
  const hash = createHash("sha256");
  for (const [kind, text] of cells) hash.update(`${kind}\0${text}\0`);
  return hash.digest("hex");
}

/**
 * What a notebook says of its first state: the name under which it belongs to the project, and whether its text is
 * still the one it was saved with by `save-notebooks`. Null when it says nothing.
 * @param {string} file
 * @returns {{ name: string, intact: boolean } | null}
 */
export function firstState(file) {
  const cells = cellsOf(file);
  if (cells === null) return null;
  const said = JSON.parse(file).metadata?.first_state;
  return said ? { name: String(said.name), intact: said.sha256 === hashOf(cells) } : null;
}
