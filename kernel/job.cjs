// @ts-check
"use strict";
/**
 * A cell that was asked for and is not done yet. Jupyter sends what it shows to the page that asked for it, and
 * nobody else: a page that is closed and opened again gets nothing more. So a job remembers what it has shown,
 * and when the same cell is asked for by another page, it is not run again: the page gets all of it, and what follows.
 */

/** @typedef {import("./output.cjs").Publish} Publish */
/** @typedef {{ cell?: string, client?: string }} Origin the cell's id in the notebook, and the session of the page */

/** Characters of printed text that are remembered. */
const longest = 100_000;

exports.Job = class Job {
  /** @type {Publish[]} */
  #followers = [];
  /** @type {Set<string | undefined>} */
  #clients = new Set();
  /** @type {{ type: string, content: any }[]} what it has shown, as a page that had seen all of it would have it */
  #shown = [];
  #over = false;
  /** @type {Promise<object>} the content of the `execute_reply` */
  reply = Promise.resolve({});

  /**
   * @param {string} code
   * @param {Origin} origin
   * @param {Publish} publish
   */
  constructor(code, { cell, client }, publish) {
    this.code = code;
    this.cell = cell;
    this.#followers.push(publish);
    this.#clients.add(client);
  }

  /**
   * Whether a request is for this very cell, from a page that does not follow it yet.
   * @param {{ code: string, silent?: boolean }} request
   * @param {Origin} origin
   */
  isAlso({ code, silent }, { cell, client }) {
    return !silent && cell !== undefined && cell === this.cell && code === this.code && !this.#clients.has(client);
  }

  /**
   * @param {Origin} origin
   * @param {Publish} publish
   */
  join({ client }, publish) {
    this.#clients.add(client);
    this.#followers.push(publish);
    for (const { type, content } of this.#shown) publish(type, content);
    return this.reply;
  }

  /** @type {Publish} */
  publish = (type, content) => {
    if (!this.#over) this.#remember(type, content);
    for (const publish of this.#followers) publish(type, content);
  };

  end() {
    this.#over = true;
    this.#shown = [];
  }

  /**
   * @param {string} type
   * @param {any} content
   */
  #remember(type, content) {
    if (type === "update_display_data") {
      const id = content.transient?.display_id;
      for (const shown of this.#shown) {
        if (id !== undefined && shown.content.transient?.display_id === id) shown.content = content;
      }
      return;
    }
    const last = this.#shown[this.#shown.length - 1];
    if (type === "stream" && last?.type === "stream" && last.content.name === content.name) {
      last.content = { name: content.name, text: (last.content.text + content.text).slice(-longest) };
    } else this.#shown.push({ type, content });
  }
};
