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
  if (!source && file.startsWith("cell-")) return null; // what tslab puts around a cell
  const name =
    where && !/^(Object\.<anonymous>|<anonymous>|eval)$/.test(where) ? where.replace(/^(Proxy|Object)\./, "") : "";
  let place;
  if (source?.name.startsWith("cell ")) place = `${source.name}, line ${source.line + 1}`;
  else if (source) place = `${source.name}:${source.line + 1}:${source.column + 1}`;
  else place = `${path.isAbsolute(file) ? path.relative(root, file) : file}:${row}:${column}`;
  // The code of a cell is a function of tslab's, which has no name to speak of.
  return name ? `    at ${name} (${place})` : `    at ${place}`;
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function ofError(error) {
  if (!(error instanceof Error) && !(error && typeof error === "object" && "stack" in error && "message" in error)) {
    const text = typeof error === "string" ? error : inspect(error);
    return { ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] };
  }
  const e = /** @type {Error & { cause?: unknown }} */ (error);
  const ename = String(e.name || "Error");
  const evalue = String(e.message);
  const frames = String(e.stack)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  const traceback = [evalue ? `${ename}: ${evalue}` : ename, ...frames.map(readable).filter((line) => line !== null)];
  if (e.cause !== undefined) {
    const cause = ofError(e.cause);
    traceback.push(`Caused by ${cause.traceback[0]}`, ...cause.traceback.slice(1));
  }
  return { ename, evalue, traceback: /** @type {string[]} */ (traceback) };
}

/**
 * What the TypeScript compiler refused.
 * @param {{ file: string, line: number, column: number, message: string }[]} messages positions from 1;
 *   file "" is the cell
 * @param {number} count the cell's number
 * @param {string} code the cell
 * @returns {Failure}
 */
function ofCompiler(messages, count, code) {
  const lines = code.split("\n");
  const traceback = messages.flatMap(({ file, line, column, message }) => {
    if (file) return [`${file}:${line}:${column}`, `    ${message}`];
    const source = lines[line - 1] ?? "";
    const indent = source.length - source.trimStart().length;
    const pointer = `${" ".repeat(Math.max(0, column - 1 - indent))}^`;
    return [`cell [${count}], line ${line}`, `    ${source.trim()}`, `    ${pointer}`, `    ${message}`];
  });
  const { file, line, message } = messages[0];
  const evalue = `${message} at ${file ? `${file}:${line}` : `cell [${count}], line ${line}`}`;
  return { ename: "CompileError", evalue, traceback: ["CompileError: the cell was not run", ...traceback] };
}

/**
 * @param {number} count the cell's number
 * @returns {Failure}
 */
function ofInterrupt(count) {
  const evalue = `cell [${count}] was stopped`;
  return { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
}

module.exports = { ofError, ofCompiler, ofInterrupt };
