// @ts-check
"use strict";
/**
 * The variables of all cells, by name: what a compiled cell calls its `exports`. The compiler defines an imported name
 * there by a getter, which could not be declared again: here each is a plain value.
 * @type {Record<string, any>}
 */
const values = {};

exports.variables = new Proxy(values, {
  defineProperty(_, name, { get, value }) {
    if (name !== "__esModule") values[String(name)] = get ? get() : value;
    return true;
  },
});
