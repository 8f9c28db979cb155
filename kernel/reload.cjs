// @ts-check
"use strict";
/**
 * An edit in `lib` counts from the next time a cell imports it. Three things about tslab are mended:
 * it hears of an edit when a file watcher fires, perhaps after the cell; it keeps modules that import
 * the edited one, such as a chapter's index.ts; and it does not find `./lib/corpus/index.ts` by `./lib/corpus`.
 */
const fs = require("fs");
const path = require("path");
const ts = require("./typescript.cjs");

/** @typedef {{ path: string, data: string }} Output a compiled module: absolute path ending in .js */

/** @type {Map<string, { modified: number, callbacks: Set<(file: string, event: number) => void> }>} */
const watched = new Map();

/**
 * @param {string} file
 * @returns {number} 0 where there is none
 */
const modified = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Replaces the compiler's watchers by a look at the files when `checkFiles` is called. */
exports.watchByLooking = () => {
  // A new file matters only to an import that failed, and cells.cjs begins anew after one.
  ts.sys.watchDirectory = () => ({ close() {} });
  ts.sys.watchFile = (/** @type {string} */ file, /** @type {any} */ callback) => {
    const entry = watched.get(file) ?? { modified: modified(file), callbacks: new Set() };
    watched.set(file, entry);
    entry.callbacks.add(callback);
    return {
      close() {
        entry.callbacks.delete(callback);
        if (entry.callbacks.size === 0) watched.delete(file);
      },
    };
  };
};

/** Tells the compiler which files have changed since the last time. */
exports.checkFiles = () => {
  for (const [file, entry] of [...watched]) {
    const now = modified(file);
    if (now === entry.modified) continue;
    const kind = ts.FileWatcherEventKind;
    const event = now === 0 ? kind.Deleted : entry.modified === 0 ? kind.Created : kind.Changed;
    entry.modified = now;
    for (const callback of [...entry.callbacks]) callback(file, event);
  }
};

/**
 * Compiled modules so far.
 * @type {Map<string, string>}
 */
const modules = new Map();

/**
 * @param {Output} module
 * @returns {string[]}
 */
function imports({ path: file, data }) {
  const names = [...data.matchAll(/\brequire\("(\.[^"]*)"\)/g)].map((match) => match[1]);
  return names.map((name) => `${path.posix.join(path.posix.dirname(file), name)}.js`);
}

/**
 * What tslab must load anew: the modules just compiled, those that import a changed one (directly
 * or not), and for each `x/index.js` a module `x.js` that stands for it.
 * @param {Output[]} compiled @returns {Output[]}
 */
exports.withDependents = (compiled) => {
  const changed = compiled.filter((output) => modules.get(output.path) !== output.data);
  const indexes = changed
    .filter((output) => output.path.endsWith("/index.js"))
    .map((output) => ({ path: output.path.replace(/\/index\.js$/, ".js"), data: indexModule(output.path) }))
    .filter((alias) => !changed.some((output) => output.path === alias.path));
  const stale = new Map([...changed, ...indexes].map((output) => [output.path, output.data]));
  for (const [file, data] of stale) modules.set(file, data);
  for (let size = -1; size !== stale.size; ) {
    size = stale.size;
    for (const [file, data] of modules) {
      if (!stale.has(file) && imports({ path: file, data }).some((name) => stale.has(name))) stale.set(file, data);
    }
  }
  return [...stale].map(([file, data]) => ({ path: file, data }));
};

/** @param {string} file */
function indexModule(file) {
  return `module.exports = require("./${path.posix.basename(path.posix.dirname(file))}/index");\n`;
}
