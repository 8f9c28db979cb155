// @ts-check
/** Stamps: small files, written last, that say from what a step's result was made. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * A hash over texts and the contents of files (a missing file counts as such).
 * @param {{ texts?: string[], files?: string[] }} from
 * @returns {string} 64 hexadecimal digits
 */
export function fingerprint({ texts = [], files = [] }) {
  const contents = files.map((file) => (fs.existsSync(file) ? fs.readFileSync(file).toString("base64") : null));
  return createHash("sha256")
    .update(JSON.stringify([texts, contents]))
    .digest("hex");
}

/**
 * What the stamp says; null when there is none.
 * @param {string} file
 * @returns {string | null}
 */
export function readStamp(file) {
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/**
 * Writes a file in one step: whoever reads it sees the old or the new text, never a part.
 * @param {string} file
 * @param {string} text
 */
export function writeAtomically(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}
