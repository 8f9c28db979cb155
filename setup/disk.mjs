// @ts-check
import fs from "node:fs";
import { canWrite } from "./caches.mjs";
import { SetupError } from "./errors.mjs";

/** What a whole set-up takes, pip's cache and temporary files included, in GB. */
const needed = 4;

/**
 * @param {string} folder
 * @param {(folder: string) => { bavail: number, bsize: number }} [statfs]
 * @throws {SetupError} when the disk of `folder` has too little space for a whole set-up
 */
export function checkDisk(folder, statfs = fs.statfsSync) {
  const { bavail, bsize } = statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free < needed) {
    throw new SetupError(
      `The disk of ${folder} has ${free.toFixed(1)} GB free and the set-up takes about ${needed} GB; free some and run it again.`,
    );
  }
}

/**
 * @param {string} root
 * @throws {SetupError} when nothing can be written to the project's folder: it is another user's, or its disk read-only
 */
export function checkWritable(root) {
  if (canWrite(root)) return;
  throw new SetupError(
    `${root} cannot be written to: copy the project to a folder of yours (cp -r) and start it there.`,
  );
}
