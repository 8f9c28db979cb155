// @ts-check
"use strict";
/**
 * `{ name }` in a cell, where `name` comes from an earlier one. tslab makes earlier variables reachable as
 * `exports.name`, but passes over the shorthand, which then fails with "name is not defined". Spelled out as
 * `{ name: name }` it means the same and works. Lines stay where they are.
 */
const ts = require("./typescript.cjs");

/**
 * The cell with every shorthand property spelled out.
 * @param {string} code
 * @returns {string}
 */
exports.spellOut = (code) => {
  /** @type {any[]} */
  const found = [];
  const visit = (/** @type {any} */ node) => {
    if (ts.isShorthandPropertyAssignment(node)) found.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true));
  return found.reduceRight((text, name) => `${text.slice(0, name.end)}: ${name.text}${text.slice(name.end)}`, code);
};
