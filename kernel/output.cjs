// @ts-check
"use strict";
/** What a cell prints and displays, on its way to Jupyter. */
const { StringDecoder } = require("string_decoder");
const jupyter = require("tslab/dist/jupyter");

/** @typedef {(type: string, content: object) => void} Publish sends one message about a cell */

/**
 * From now on, output belongs to the cell of `publish`, also when it comes after the cell's end.
 * What TensorFlow itself writes to the process's stderr does not pass here and stays out of the notebook.
 * @param {Publish} publish
 */
exports.redirect = (publish) => {
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    const decoder = new StringDecoder("utf8");
    // @ts-expect-error: one function for all the ways to call it
    process[name].write = (chunk, encoding, callback) => {
      const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
      if (text) publish("stream", { name, text });
      const done = typeof encoding === "function" ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }
  jupyter.lastWriteDisplayData = (/** @type {object} */ data, /** @type {boolean} */ update) =>
    publish(update ? "update_display_data" : "display_data", data);
};
