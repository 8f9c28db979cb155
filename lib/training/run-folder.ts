/** The folder of a training run: whether it can be written, and what moves aside when a run begins anew. */
import * as fs from "fs";
import * as path from "path";

/** Where the checkpoints of the run in `folder` are. */
export function checkpointFolder(folder: string): string {
  return path.join(folder, "checkpoints");
}

/** Makes the folder of a run. @throws Error when it cannot be made or written in. */
export function makeRunFolder(folder: string): void {
  try {
    makeFolders(checkpointFolder(folder));
    fs.accessSync(checkpointFolder(folder), fs.constants.W_OK);
  } catch (error) {
    throw explained(error, folder);
  }
}

/** Like `mkdirSync` with `recursive`, which never returns where a folder that is there cannot hold another (Node 20). */
function makeFolders(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolders(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error; // else another process has just made it
  }
}

/**
 * Moves the checkpoints of the run in `folder` to `checkpoints-before-TIME`, in one step.
 * @returns where they are now; undefined when there were none.
 */
export function moveRunAside(folder: string, now = new Date()): string | undefined {
  const current = checkpointFolder(folder);
  if (!fs.existsSync(current) || fs.readdirSync(current).length === 0) return undefined;
  const stamp = now.toISOString().slice(0, 19).replace(/:/g, "-");
  const base = `${current}-before-${stamp}`;
  let aside = base;
  for (let i = 2; fs.existsSync(aside); i++) aside = `${base}-${i}`;
  fs.renameSync(current, aside);
  return aside;
}

const reasons: Record<string, string> = {
  ENOSPC: "the disk is full; make room",
  EDQUOT: "your share of the disk is used up; make room",
  EFBIG: "the file would be larger than is allowed here; choose another folder (OUT_DIR)",
  EROFS: "the disk is read-only; choose another folder (OUT_DIR)",
  EACCES: "you may not write there; choose another folder (OUT_DIR) or change its rights",
  EPERM: "you may not write there; choose another folder (OUT_DIR) or change its rights",
  ENOTDIR: "a part of the path is a file and not a folder; choose another folder (OUT_DIR)",
  EEXIST: "a part of the path is a file and not a folder; choose another folder (OUT_DIR)",
  ENOENT: "the folder is not there any more",
  EIO: "the disk reports an error; choose a folder on another disk (OUT_DIR)",
};

/** An error of the file system in words: what could not be written, why, and what to do. Others as they are. */
export function explained(error: unknown, folder: string, consequence = ""): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (!code) return error instanceof Error ? error : new Error(String(error));
  const reason = reasons[code] ?? (error as Error).message;
  return new Error(`Cannot write in ${folder}: ${reason} (${code}).${consequence && ` ${consequence}`}`);
}
