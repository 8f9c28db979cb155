// @ts-check
"use strict";
/**
 * Errors that nobody waits for: a promise without `await` that rejects, an exception in a timer. They
 * fail the cell that runs, or the next one, and never end the kernel.
 */

/** @type {unknown[]} */
let errors = [];

/** @param {(error: unknown) => void} [onError] told at once of each */
exports.collect = (onError) => {
  const add = (/** @type {unknown} */ error) => {
    errors.push(error);
    onError?.(error);
  };
  process.on("unhandledRejection", add);
  process.on("uncaughtException", add);
};

/**
 * The errors since the last call.
 * @returns {unknown[]}
 */
exports.take = () => {
  const taken = errors;
  errors = [];
  return taken;
};
