// @ts-check
"use strict";
/**
 * What a cell declared before it threw stays declared, as in Python; a compiled cell begins by clearing all of its
 * names.
 */
const ts = require("./typescript.cjs");

/**
 * The statements of a text, each with the names of the values, not types, that it declares.
 * @param {string} text
 * @returns {Map<any, string[]>}
 */
function declared(text) {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.Latest, true);
  ts.bindSourceFile(file, {});
  const names = new Map(file.statements.map((/** @type {any} */ statement) => [statement, []]));
  for (const [name, { flags, declarations }] of file.locals) {
    if (!(flags & (ts.SymbolFlags.Value | ts.SymbolFlags.Alias))) continue;
    for (const declaration of declarations) {
      names.get(ts.findAncestor(declaration, (/** @type {any} */ node) => names.has(node))).push(name);
    }
  }
  return names;
}

/**
 * The statements of a declaration text that declare types, or values that `keep` accepts.
 * tslab writes one variable a statement; of an import, one kept name keeps all.
 * @param {string} declarations @param {(name: string) => boolean} keep @param {boolean} types keep types too
 */
function filter(declarations, keep, types) {
  const kept = [...declared(declarations)].filter(([, names]) => (names.length === 0 ? types : names.some(keep)));
  return kept.map(([statement]) => `${statement.getText()}\n`).join("");
}

/** The values of the names that a cell declares, from before it runs. */
exports.Rescue = class Rescue {
  /**
   * @param {string} code the cell
   * @param {Record<string, unknown>} values the cells' variables, by name
   */
  constructor(code, values) {
    this.values = values;
    this.names = new Set([...declared(code).values()].flat());
    this.before = new Map(
      [...this.names].filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
    );
    for (const name of this.names) delete values[name];
  }

  /**
   * After the cell threw: puts back what it did not come to declare.
   * @param {string} previous tslab's declarations from before the cell
   * @param {string} next tslab's declarations as if the cell had run to its end
   * @returns {string} the declarations that hold
   */
  declarations(previous, next) {
    const reached = (/** @type {string} */ name) => !this.names.has(name) || this.values[name] !== undefined;
    const kept = filter(next, reached, true);
    const missed = new Set([...this.names].filter((name) => !reached(name)));
    for (const name of missed) if (this.before.has(name)) this.values[name] = this.before.get(name);
    return kept + filter(previous, (name) => missed.has(name) && this.before.has(name), false);
  }
};
