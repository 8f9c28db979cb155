// @ts-check
"use strict";
/** Jupyter's messages as they pass through ZeroMQ: https://jupyter-client.readthedocs.io/en/stable/messaging.html */
const { createHmac, randomUUID } = require("crypto");

/** @typedef {{ identities: Buffer[], header: any, metadata: any, content: any }} Message */

const delimiter = "<IDS|MSG>";
const session = randomUUID();

/**
 * @param {string} key
 * @param {(Buffer | string)[]} parts
 */
function sign(key, parts) {
  if (!key) return "";
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/**
 * @param {string} key of the connection
 * @param {Buffer[]} frames
 * @returns {Message}
 * @throws if it is not signed with the key
 */
exports.read = (key, frames) => {
  const end = frames.findIndex((frame) => frame.equals(Buffer.from(delimiter)));
  const [signature, ...parts] = frames.slice(end + 1);
  if (end < 0 || String(signature) !== sign(key, parts)) throw new Error("a message without the right signature");
  const [header, , metadata, content] = parts.map((part, i) => (i < 4 ? JSON.parse(String(part)) : null));
  return { identities: frames.slice(0, end), header, metadata, content };
};

/**
 * The frames of a message about another.
 * @param {string} key @param {Message} parent @param {string} type @param {object} content
 */
exports.write = (key, { identities, header }, type, content) => {
  const date = new Date().toISOString();
  const own = { msg_id: randomUUID(), msg_type: type, session, username: header.username, date, version: "5.3" };
  const parts = [own, header, {}, content].map((part) => JSON.stringify(part));
  return [...identities, delimiter, sign(key, parts), ...parts];
};
