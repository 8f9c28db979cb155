/** Files that are there whole or not at all: nobody ever sees half of one, and an error leaves the old one in place. */
import * as fs from "fs";
import * as path from "path";

const temporaryFor = (file: string): string => `${file}.${process.pid}.tmp`;

/** The temporary files that are being written piece by piece. */
const inWork = new Set<string>();

/**
 * Writes `file`, in place of one that may be there, in one step: into a temporary file beside it, flushed to the disk,
 * then renamed. On an error the temporary file is removed. The folder must exist.
 * @throws Error of the file system (ENOSPC, …).
 */
export function replaceFile(file: string, data: string | Uint8Array): void {
  const temporary = temporaryFor(file);
  try {
    fs.writeFileSync(temporary, data, { flush: true });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * The same for what is written piece by piece. When this returns, the file outlasts a power cut, wherever the file
 * system can do that.
 * @param write fills the file that it is handed
 * @throws Error of the file system, or of `write`.
 */
export async function replaceFileBy(file: string, write: (h: fs.promises.FileHandle) => Promise<void>): Promise<void> {
  let temporary = temporaryFor(file);
  while (inWork.has(temporary)) temporary += ".tmp"; // Twice at once in this very process.
  inWork.add(temporary);
  try {
    const handle = await fs.promises.open(temporary, "w");
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.promises.rename(temporary, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await fs.promises.rm(temporary, { force: true });
    throw error;
  } finally {
    inWork.delete(temporary);
  }
}

/** Makes a rename in the folder last through a power cut. Not every file system can: then it is left. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.promises.open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
