// @ts-check
"use strict";
/**
 * What a cell declared before it threw stays declared, as in Python. tslab forgets all of it, and
 * clears earlier variables of the same names besides.
 */
const ts = require("./typescript.cjs");

/**
 * @param {any} binding a name or a pattern
 * @returns {string[]}
 */
function bound(binding) {
  if (ts.isIdentifier(binding)) return [binding.text];
  return binding.elements.flatMap((/** @type {any} */ e) => (e.name ? bound(e.name) : []));
}

/**
 * Names of values, not of types, that a statement declares.
 * @param {any} statement
 * @returns {string[]}
 */
function valueNames(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((/** @type {any} */ d) => bound(d.name));
  }
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    const named = clause?.namedBindings;
    const names = !named
      ? []
      : ts.isNamespaceImport(named)
        ? [named.name.text]
        : named.elements.map((/** @type {any} */ e) => e.name.text);
    return clause?.name ? [clause.name.text, ...names] : names;
  }
  const declares =
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  return declares && statement.name ? [statement.name.text] : [];
}

/**
 * @param {string} text
 * @returns {any}
 */
const parse = (text) => ts.createSourceFile("cell.ts", text, ts.ScriptTarget.Latest, true);

/**
 * The statements of a declaration text that declare types, or values that `keep` accepts.
 * tslab writes one variable a statement; of an import, one kept name keeps all.
 * @param {string} declarations @param {(name: string) => boolean} keep @param {boolean} types keep types too
 */
function filter(declarations, keep, types) {
  const statements = parse(declarations).statements.filter((/** @type {any} */ statement) => {
    const names = valueNames(statement);
    return names.length === 0 ? types : names.some(keep);
  });
  return statements.map((/** @type {any} */ s) => `${s.getText()}\n`).join("");
}

/** The values of the names that a cell declares, from before it runs. */
exports.Rescue = class Rescue {
  /**
   * @param {string} code the cell
   * @param {Record<string, unknown>} values tslab's variables, by name
   */
  constructor(code, values) {
    this.values = values;
    this.names = new Set(parse(code).statements.flatMap(valueNames));
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
