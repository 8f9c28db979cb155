// @ts-check
"use strict";
/**
 * From a position in compiled code to its line of TypeScript. tslab compiles twice, first types
 * away, then ES imports to `require`; each has its map, and a position goes through both.
 */
const { SourceMap } = require("module");
const path = require("path");
const { root } = require("./project-root.cjs");

/** @typedef {{ line: number, column: number }} Position both from 0 */

/**
 * The maps of a compiled text, to be followed in order.
 * @type {Map<string, SourceMap[]>}
 */
const compiled = new Map();
/**
 * File name as it stands in a stack frame -> what it shows.
 * @type {Map<string, { maps: SourceMap[], name: string, prefix: number, firstLine: number, lines: number }>}
 */
const files = new Map();

const comment = /\n?\/\/# sourceMappingURL=(?:data:application\/json;base64,)?(\S*)\s*$/;

/**
 * The second compilation, with the maps of both kept.
 * @param {string} input what the first one made, its map in a comment
 * @param {(code: string) => { outputText: string, sourceMapText: string }} transpile with a source map
 */
exports.keepMaps = (input, transpile) => {
  const [, encoded] = comment.exec(input) ?? [];
  const result = transpile(input.replace(comment, ""));
  const outputText = result.outputText.replace(comment, "");
  const texts = [result.sourceMapText, String(Buffer.from(encoded ?? "", "base64"))].filter(Boolean);
  compiled.set(
    outputText,
    texts.map((text) => new SourceMap(JSON.parse(text))),
  );
  return { ...result, outputText };
};

/**
 * Says that compiled text runs as `file`.
 * @param {string} file as stack frames will name it
 * @param {string} text what tslab compiled
 * @param {{ name?: string, prefix?: number, firstLine?: number }} [shown] what a trace calls it,
 *   characters put before the text's first line, lines put before the source's first
 */
exports.loaded = (file, text, { name, prefix = 0, firstLine = 0 } = {}) => {
  const maps = compiled.get(text);
  if (!maps) return;
  files.set(file, {
    maps,
    name: name ?? path.relative(root, file).replace(/\.js$/, ".ts"),
    prefix,
    firstLine,
    lines: text.split("\n").length,
  });
};

/**
 * The place in the source, or null where there is none.
 * @param {string} file @param {Position} position
 * @returns {(Position & { name: string }) | null}
 */
exports.original = (file, { line, column }) => {
  const known = files.get(file);
  if (!known || line >= known.lines) return null;
  let at = { line, column: line === 0 ? Math.max(0, column - known.prefix) : column };
  for (const map of known.maps) {
    const entry = map.findEntry(at.line, at.column);
    if (!("originalLine" in entry) || entry.originalLine === undefined) return null;
    at = { line: entry.originalLine, column: entry.originalColumn };
  }
  return { name: known.name, line: at.line - known.firstLine, column: at.column };
};
