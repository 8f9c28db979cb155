// @ts-check
"use strict";
/** From whatever a cell threw to the content of a Jupyter `error` message. */
const path = require("path");
const { inspect } = require("util");
const { root } = require("./project-root.cjs");
const { original } = require("./source-map.cjs");

/** @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure */

const frame = /^(\s*at (?:async )?(?:(.*?) \()?)((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/;
/** Frames of the machinery: Node, tslab, this folder. */
const machinery = /node:|[\\/]node_modules[\\/]tslab[\\/]|^evalmachine/;

/**
 * @param {string} line one line of a stack
 * @returns {string | null} null: not the reader's business
 */
function readable(line) {
  const parts = frame.exec(line);
  if (!parts) return /^\s*at .*(<anonymous>|native)/.test(line) ? null : line;
  const [, , where = "", rawFile, row, column] = parts;
  const file = rawFile.replace(/^file:\/\//, "");
  if (machinery.test(file) || file.startsWith(__dirname + path.sep)) return null;
  const source = original(file, { line: Number(row) - 1, column: Number(column) - 1 });
  if (!source && file.startsWith("cell-")) return null; // what the kernel puts around a cell
  const name =
    where && !/^(Object\.<anonymous>|<anonymous>|eval)$/.test(where) ? where.replace(/^(Proxy|Object)\./, "") : "";
  let place;
  if (source?.name.startsWith("cell ")) place = `${source.name}, line ${source.line + 1}`;
  else if (source) place = `${source.name}:${source.line + 1}:${source.column + 1}`;
  else place = `${path.isAbsolute(file) ? path.relative(root, file) : file}:${row}:${column}`;
  // The code of a cell is a function that has no name.
  return name ? `    at ${name} (${place})` : `    at ${place}`;
}

/**
 * What `look` finds, or `otherwise`: a thing that was thrown may itself throw when it is looked at.
 * @template T
 * @param {() => T} look
 * @param {T} otherwise
 */
function attempt(look, otherwise) {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** What a terminal would obey, apart from line ends and tabs: the same as in setup/printable.mjs. */
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** @param {string} text */
const visible = (text) =>
  text.replace(control, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });

/**
 * @param {Failure} failure
 * @returns {Failure}
 */
const harmless = ({ ename, evalue, traceback }) => ({
  ename: visible(ename),
  evalue: visible(evalue),
  traceback: traceback.map(visible),
});

/** @param {any} error */
const isError = (error) =>
  attempt(() => error instanceof Error || (typeof error === "object" && "stack" in error && "message" in error), false);

/**
 * @param {any} error whatever was thrown
 * @param {unknown[]} effects errors that it caused, in which it is not told again
 * @returns {Failure}
 */
function ofError(error, effects = []) {
  if (!isError(error)) {
    const text = typeof error === "string" ? error : attempt(() => inspect(error), "something that cannot be shown");
    return harmless({ ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] });
  }
  const ename = attempt(() => String(error.name || "Error"), "Error");
  const evalue = attempt(() => String(error.message), "");
  const stack = attempt(() => String(error.stack), "");
  const frames = stack.split("\n").flatMap((line) => (/^\s+at /.test(line) ? (readable(line) ?? []) : []));
  const traceback = [evalue ? `${ename}: ${evalue}` : ename, ...frames];
  const cause = attempt(() => error.cause, undefined);
  if (cause !== undefined && cause !== error && !effects.includes(cause)) {
    const [first, ...rest] = ofError(cause, [...effects, error]).traceback;
    traceback.push(`Caused by ${first}`, ...rest);
  }
  return harmless({ ename, evalue, traceback });
}

/**
 * What the TypeScript compiler refused.
 * @param {import("./converter.cjs").Diagnostic[]} diagnostics
 * @param {number} count the cell's number
 * @param {string} code the cell
 * @returns {Failure}
 */
function ofCompiler(diagnostics, count, code) {
  const lines = code.split("\n");
  const traceback = diagnostics.flatMap(({ fileName, start: { line, character }, messageText }) => {
    if (fileName) return [`${fileName}:${line + 1}:${character + 1}`, `    ${messageText}`];
    const source = lines[line] ?? "";
    const indent = source.length - source.trimStart().length;
    const pointer = `${" ".repeat(Math.max(0, character - indent))}^`;
    return [`cell [${count}], line ${line + 1}`, `    ${source.trim()}`, `    ${pointer}`, `    ${messageText}`];
  });
  const [{ fileName, start, messageText }] = diagnostics;
  const line = start.line + 1;
  const evalue = `${messageText} at ${fileName ? `${fileName}:${line}` : `cell [${count}], line ${line}`}`;
  return harmless({ ename: "CompileError", evalue, traceback: ["CompileError: the cell was not run", ...traceback] });
}

/**
 * @param {number} count the cell's number
 * @returns {Failure}
 */
function ofInterrupt(count) {
  const evalue = `cell [${count}] was stopped`;
  return { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
}

module.exports = { attempt, ofError, ofCompiler, ofInterrupt };
