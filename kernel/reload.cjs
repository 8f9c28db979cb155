// @ts-check
"use strict";
/**
 * An edit in `lib` counts from the next time a cell imports it. The compiler would hear of it when a file watcher
 * fires, perhaps after the cell: here it hears of it before each cell.
 */
const fs = require("fs");
const ts = require("./typescript.cjs");

/** @type {Set<{ file: string, time: number, callback: (file: string, event: number) => void }>} */
const watched = new Set();

/**
 * @param {string} file
 * @returns {number} 0 where there is none
 */
const modified = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Replaces the compiler's watchers by a look at the files when `checkFiles` is called. */
exports.watchByLooking = () => {
  // A new file matters only to an import that failed, and converter.cjs begins anew after one.
  ts.sys.watchDirectory = () => ({ close() {} });
  ts.sys.watchFile = (/** @type {string} */ file, /** @type {any} */ callback) => {
    const entry = { file, time: modified(file), callback };
    watched.add(entry);
    return { close: () => watched.delete(entry) };
  };
};

/** Tells the compiler which files have changed since the last time. */
exports.checkFiles = () => {
  for (const entry of [...watched]) {
    const { file, time, callback } = entry;
    entry.time = modified(file);
    const { Deleted, Created, Changed } = ts.FileWatcherEventKind;
    if (entry.time !== time) callback(file, entry.time === 0 ? Deleted : time === 0 ? Created : Changed);
  }
};
