// @ts-check
"use strict";
/**
 * Completion inside an import path, where tslab's throws and leaves Jupyter without an answer:
 * files and folders for "./…", the project's packages otherwise.
 */
const fs = require("fs");
const path = require("path");
const { root } = require("./project-root.cjs");

const opened = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(["'])([^"'\n]*)$/;

/**
 * @param {string} folder
 * @returns {string[]} names as an import writes them
 */
function entries(folder) {
  const found = fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : [];
  return found.flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    if (entry.isDirectory()) return [`${entry.name}/`];
    return /(?<!\.d)\.ts$/.test(entry.name) ? [entry.name.slice(0, -3)] : [];
  });
}

function packages() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return Object.keys(dependencies);
}

/**
 * @param {string} code the cell @param {number} position of the cursor, in UTF-16 units
 * @returns {{ start: number, end: number, candidates: string[] } | null} null: not in an import path
 */
exports.completePath = (code, position) => {
  const typed = opened.exec(code.slice(0, position))?.[2];
  if (typed === undefined) return null;
  const relative = typed.startsWith(".");
  const last = relative ? typed.slice(typed.lastIndexOf("/") + 1) : typed;
  const all = relative
    ? entries(path.resolve(root, typed.slice(0, typed.length - last.length)))
    : ["./", ...packages()];
  const candidates = all.filter((name) => name.startsWith(last)).sort();
  return { start: position - last.length, end: position, candidates };
};
