// @ts-check
/**
 * Names of folders that every compiler can take. Zig's list of what a file depends on has no way to write quotes, so a
 * project in a folder `Zoë's "music"` is compiled through links that have plain names.
 */
import fs from "node:fs";
import path from "node:path";

/**
 * The folder itself, or a link to it in `work` where its path has more than letters, digits and the usual marks.
 * @param {string} folder
 * @param {string} work
 * @param {string} name of the link
 * @returns {string}
 */
export function plainly(folder, work, name) {
  if (/^[\w/.+@-]*$/.test(folder)) return folder;
  const link = path.join(work, name);
  fs.symlinkSync(folder, link);
  return link;
}
