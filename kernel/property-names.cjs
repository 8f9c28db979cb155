// @ts-check
"use strict";
/**
 * Names of properties that tslab mistakes. It makes earlier cells' variables reachable as `exports.name`, by name:
 * - it passes over the shorthand `{ name }`, which then fails with "name is not defined". Spelled out as
 *   `{ name: name }` it means the same and works;
 * - in a pattern, as `const { notes: all } = song`, it takes `notes` for such a variable where the song's type comes from
 *   an earlier cell. Quoted, `{ "notes": all }`, it means the same and is left alone.
 * Lines stay where they are.
 */
const ts = require("./typescript.cjs");

/**
 * The cell with such names written so that tslab leaves them as they are.
 * @param {string} code
 * @returns {string}
 */
exports.spellOut = (code) => {
  /** @type {{ start: number, end: number, text: string }[]} */
  const changes = [];
  const change = (/** @type {any} */ name, /** @type {string} */ text) =>
    changes.push({ start: name.getStart(), end: name.end, text });
  const visit = (/** @type {any} */ node) => {
    const { name, propertyName } = node;
    if (ts.isShorthandPropertyAssignment(node)) {
      change(name, `${isInPattern(node) ? JSON.stringify(name.text) : name.text}: ${name.text}`);
    } else if (ts.isPropertyAssignment(node) && ts.isIdentifier(name) && isInPattern(node)) {
      change(name, JSON.stringify(name.text));
    } else if (ts.isBindingElement(node) && propertyName && ts.isIdentifier(propertyName)) {
      change(propertyName, JSON.stringify(propertyName.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true));
  return changes.reduceRight((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), code);
};

/**
 * Whether a property stands in the target of an assignment, `({ a: b } = c)`, or of a loop.
 * @param {any} property
 */
function isInPattern(property) {
  let node = property;
  const isPart = (/** @type {any} */ parent) =>
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  while (isPart(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}
