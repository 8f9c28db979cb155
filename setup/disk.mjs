// @ts-check
import fs from "node:fs";
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
