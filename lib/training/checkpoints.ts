/** A folder in which the last few checkpoints of something that goes on by epochs and steps are kept. */
import * as fs from "fs";
import * as path from "path";
import {
  DamagedCheckpoint,
  openCheckpointFile,
  writeCheckpointFile,
  type NamedArray,
  type OpenCheckpoint,
} from "./checkpoint-file";
import type { Position } from "./position";

const kept = 3;
const name = /^epoch-(\d+)-step-(\d+)\.checkpoint$/;

const fileOf = (folder: string, { epoch, step }: Position): string =>
  path.join(folder, `epoch-${String(epoch).padStart(6, "0")}-step-${String(step).padStart(6, "0")}.checkpoint`);

/** Checkpoint files in the folder, the newest first; none where there is no folder. */
export function listCheckpoints(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder).flatMap((file) => {
    const match = name.exec(file);
    return match ? [{ file: path.join(folder, file), epoch: Number(match[1]), step: Number(match[2]) }] : [];
  });
  return found.sort((a, b) => b.epoch - a.epoch || b.step - a.step).map(({ file }) => file);
}

/**
 * Writes a checkpoint and removes all but the last three good ones. When this returns, it is on the disk.
 * @throws Error when the disk is full or cannot be written; earlier checkpoints are as they were.
 */
export async function saveCheckpoint(folder: string, state: Position, arrays: readonly NamedArray[]): Promise<void> {
  await writeCheckpointFile(fileOf(folder, state), state, arrays);
  const good = listCheckpoints(folder);
  const old = good.slice(kept);
  // One that was found damaged is evidence until three good ones have been written after it.
  if (good.length >= kept) old.push(...filesEndingIn(folder, ".damaged"));
  for (const file of old) fs.rmSync(file, { force: true });
}

/** Removes what a killed process left half-written. Only for the one process that may write here. */
export function removeHalfWritten(folder: string): void {
  for (const file of filesEndingIn(folder, ".tmp")) fs.rmSync(file, { force: true });
}

/** Puts a damaged checkpoint out of the way, beside the others, under a name that says so. */
export function setAside(file: string): void {
  fs.renameSync(file, `${file}.damaged`);
}

export interface NewestCheckpoint<State> {
  /** Undefined where there is none at all. */
  checkpoint: OpenCheckpoint<State> | undefined;
  /** Newer ones that were passed over. */
  damaged: DamagedCheckpoint[];
}

/**
 * Opens the newest whole checkpoint. The caller closes it.
 * @throws Error when there are checkpoints and every one is damaged: nothing is silently begun anew.
 */
export async function openNewest<State>(folder: string): Promise<NewestCheckpoint<State>> {
  const damaged: DamagedCheckpoint[] = [];
  const files = listCheckpoints(folder);
  for (const file of files) {
    try {
      return { checkpoint: await openCheckpointFile<State>(file), damaged };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "ENOENT") continue; // a training process has just replaced it
      if (code === "EIO") damaged.push(new DamagedCheckpoint(file, "the disk cannot read it"));
      else if (error instanceof DamagedCheckpoint) damaged.push(error);
      else throw error;
    }
  }
  if (damaged.length > 0) {
    const list = damaged.map((d) => `${path.basename(d.file)}: ${d.reason}`).join("; ");
    throw new Error(
      `No checkpoint in ${folder} is whole (${list}). Restore one from a backup, or start over (--fresh).`,
    );
  }
  return { checkpoint: undefined, damaged };
}

function filesEndingIn(folder: string, end: string): string[] {
  return fs.readdirSync(folder).flatMap((file) => (file.endsWith(end) ? [path.join(folder, file)] : []));
}
