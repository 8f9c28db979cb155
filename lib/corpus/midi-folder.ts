/** Which files of songs, MIDI or ABC, there are in a folder and below it. */
import * as fs from "fs";
import { isComposed } from "./composed";
import { bytesOfPath, nameOfBytes } from "./file-name";

export interface FolderListing {
  /** Names relative to the folder, with "/" between folders, in the order of their bytes (of Unicode code points). */
  files: string[];
  /** Folders below it that cannot be opened, or hold what a run composed. */
  closed: { file: string; reason: string }[];
}

const SONG_NAME = /\.(mid|midi|kar|rmi|abc)$/i;

/**
 * Lists the MIDI files (.mid, .midi, .kar, .rmi in any case) and the ABC files (.abc) in `folder` and below it. Links
 * are followed; each folder is entered once, so that a link to a folder above does no harm. Names are written as
 * `nameOfBytes` does.
 * @throws Error when `folder` itself is not a folder that can be read.
 */
export function listMidiFiles(folder: string): FolderListing {
  const root = bytesOfPath(folder);
  // While it works, a path is a string with a character for each byte (Latin-1): sorting it sorts the bytes.
  const files: string[] = [];
  const closed: FolderListing["closed"] = [];
  const entered = new Set<string>();
  const pathOf = (relative: string): Buffer => Buffer.concat([root, Buffer.from(`/${relative}`, "latin1")]);
  const nameOf = (relative: string): string => nameOfBytes(Buffer.from(relative, "latin1"));

  const enter = (relative: string): void => {
    const here = relative === "" ? root : pathOf(relative);
    const { dev, ino } = fs.statSync(here, { bigint: true });
    if (entered.has(`${dev}:${ino}`)) return;
    entered.add(`${dev}:${ino}`);
    if (relative !== "" && isComposed(here)) {
      closed.push({ file: nameOf(relative), reason: "composed by a run, not songs" });
      return;
    }
    for (const { name, entry } of entriesOf(here)) {
      const file = relative === "" ? name : `${relative}/${name}`;
      if (!isFolder(entry, () => pathOf(file))) {
        // A link to nowhere counts too: reading it will tell what is wrong.
        if (SONG_NAME.test(name)) files.push(file);
        continue;
      }
      try {
        enter(file);
      } catch (error) {
        closed.push({ file: nameOf(file), reason: openingReason(error) });
      }
    }
  };

  try {
    if (!fs.statSync(root).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    enter("");
  } catch (error) {
    throw new Error(`${folder}: ${openingReason(error)}; ${GIVE_FOLDER}`);
  }
  return { files: files.sort().map(nameOf), closed };
}

/** What to do, for errors about the folder as a whole. */
export const GIVE_FOLDER = "give a folder of MIDI files with --midi DIR, or in the environment variable MIDI_DIR.";

/** Why a file or a folder cannot be opened, in words. */
export function openingReason(error: unknown): string {
  switch (errorCode(error)) {
    case "ENOENT":
      return "does not exist";
    case "ENOTDIR":
      return "is not a folder";
    case "EACCES":
    case "EPERM":
      return "no permission to read it";
    case "ELOOP":
      return "a link that leads to itself";
    case "ENAMETOOLONG":
      return "its path is too long";
    default: {
      // Not Node's message: it repeats the path, and unescaped.
      const code = errorCode(error);
      if (typeof code === "string") return `cannot be read (${code})`;
      return error instanceof Error ? error.message : String(error);
    }
  }
}

interface Entry {
  /** With a character for each byte (Latin-1). */
  name: string;
  entry: fs.Dirent<Buffer>;
}

/** What is in a folder, by name. */
function entriesOf(folder: Buffer): Entry[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, encoding: "buffer" })
    .map((entry) => ({ name: entry.name.toString("latin1"), entry }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isFolder(entry: fs.Dirent<Buffer>, path: () => Buffer): boolean {
  if (entry.isDirectory() || entry.isFile()) return entry.isDirectory();
  try {
    return fs.statSync(path()).isDirectory(); // A link.
  } catch {
    return false;
  }
}

function errorCode(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
