// @ts-check
/**
 * The reader's own notebooks, in `work/`: copies of the project's, so that what is tried in them is never in the way
 * of `npm run reproduce`, and never lost. One that the reader left as it was follows the project's when that changes.
 */
import fs from "node:fs";
import path from "node:path";
import { keptFolder, keptNotebooks, namesIn, notebooksFolder, readText } from "./kept-notebooks.mjs";
import { sameOutputs, sameText } from "./notebook-text.mjs";
import { writeAtomically } from "./stamp.mjs";

/** @param {string} root */
export const workFolder = (root) => path.join(root, "work");

/**
 * Brings `work/` and `.notebooks/` up to date with the project's notebooks.
 * @param {string} root
 * @returns {import("./kept-notebooks.mjs").Kept & { lines: string[] }} the notebooks, and what the reader should know
 * @throws {SetupError}
 */
export function prepareWork(root) {
  const found = keptNotebooks(root);
  const { texts, changed } = found;
  const lines = [...texts].flatMap(([name, kept]) => {
    const before = readText(path.join(keptFolder(root), name));
    // Who edited in `notebooks/` before there was `work/` goes on with that.
    const line = bringUpToDate(root, name, { before, kept: before === null ? (changed.get(name) ?? kept) : kept });
    if (before !== kept) writeAtomically(path.join(keptFolder(root), name), kept);
    return line;
  });
  for (const name of namesIn(keptFolder(root))) if (!texts.has(name)) fs.rmSync(path.join(keptFolder(root), name));
  return { ...found, lines };
}

/**
 * @param {string} root
 * @param {string} name
 * @param {{ before: string | null, kept: string }} texts the project's notebook at the last look, and now
 * @returns {string[]} what to tell
 */
function bringUpToDate(root, name, { before, kept }) {
  const mine = readText(path.join(workFolder(root), name));
  if (mine === null) {
    writeAtomically(path.join(workFolder(root), name), kept);
    return [];
  }
  if (before === null || before === kept) return [];
  if (sameOutputs(mine, before)) {
    writeAtomically(path.join(workFolder(root), name), kept);
    return [];
  }
  if (sameText(kept, before) || sameText(kept, mine)) return [];
  if (!sameText(mine, before)) {
    const number = name.slice(0, 2);
    return [`work/${name} is yours and stays; the project has a newer one: npm run reset -- ${number} brings it.`];
  }
  const aside = putBack(root, name, kept);
  return [`work/${name} is new, as in the project; the one you ran is now work/${aside}.`];
}

/**
 * The project's notebook takes the place of the reader's, which is kept under another name.
 * @param {string} root
 * @param {string} name
 * @param {string} kept
 * @returns {string} that name
 */
function putBack(root, name, kept) {
  const aside = moveAside(root, path.join(workFolder(root), name));
  writeAtomically(path.join(workFolder(root), name), kept);
  return aside;
}

/**
 * Moves a notebook to `work/NN-title.earlier-DATE.ipynb`.
 * @param {string} root
 * @param {string} file
 * @returns {string} its new name
 */
function moveAside(root, file) {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  const stem = `${path.basename(file, ".ipynb")}.earlier-${local.slice(0, 19).replace("T", "-").replaceAll(":", "")}`;
  fs.mkdirSync(workFolder(root), { recursive: true });
  for (let number = 1; ; number++) {
    const name = `${stem}${number > 1 ? `-${number}` : ""}.ipynb`;
    const target = path.join(workFolder(root), name);
    if (fs.existsSync(target)) continue;
    fs.renameSync(file, target);
    return name;
  }
}

/**
 * Brings a notebook back to its first state, in `work/` and, where it was changed there, in `notebooks/`.
 * @param {string} root
 * @param {string} name
 * @returns {string[]} what was done
 */
export function resetNotebook(root, name) {
  const { texts, changed } = keptNotebooks(root);
  const kept = /** @type {string} */ (texts.get(name));
  const lines = [];
  const mine = readText(path.join(workFolder(root), name));
  if (mine === null) {
    writeAtomically(path.join(workFolder(root), name), kept);
    lines.push(`work/${name} is there again.`);
  } else if (!sameOutputs(mine, kept)) {
    lines.push(`work/${name} is in its first state; yours is now work/${putBack(root, name, kept)}.`);
  }
  if (changed.has(name)) {
    const file = path.join(notebooksFolder(root), name);
    const aside = moveAside(root, file);
    writeAtomically(file, kept);
    lines.push(`notebooks/${name} is in its first state; yours is now work/${aside}.`);
  }
  writeAtomically(path.join(keptFolder(root), name), kept);
  return lines.length > 0 ? lines : [`work/${name} is in its first state already.`];
}
