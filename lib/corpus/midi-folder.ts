/** Which MIDI files there are in a folder and below it. */
import * as fs from "fs";
import * as path from "path";
import { isComposed } from "./composed";

export interface FolderListing {
  /** Paths relative to the folder, with "/" between folders, sorted by Unicode code point. */
  files: string[];
  /** Folders below it that cannot be opened, or hold what a run composed. */
  closed: { file: string; reason: string }[];
}

const MIDI_NAME = /\.(mid|midi|kar|rmi)$/i;

/**
 * Lists the MIDI files (.mid, .midi, .kar, .rmi in any case) in `folder` and below it. Links are followed; each
 * folder is entered once, so that a link to a folder above does no harm.
 * @throws Error when `folder` itself is not a folder that can be read.
 */
export function listMidiFiles(folder: string): FolderListing {
  const listing: FolderListing = { files: [], closed: [] };
  const entered = new Set<string>();

  const enter = (relative: string): void => {
    const here = path.join(folder, relative);
    const real = fs.realpathSync(here);
    if (entered.has(real)) return;
    entered.add(real);
    if (relative !== "" && isComposed(here)) {
      listing.closed.push({ file: relative, reason: "composed by a run, not songs" });
      return;
    }
    for (const name of fs.readdirSync(here).sort(byCodePoint)) {
      const file = relative === "" ? name : `${relative}/${name}`;
      if (!isFolder(path.join(folder, file))) {
        // A link to nowhere counts too: reading it will tell what is wrong.
        if (MIDI_NAME.test(name)) listing.files.push(file);
        continue;
      }
      try {
        enter(file);
      } catch (error) {
        listing.closed.push({ file, reason: openingReason(error) });
      }
    }
  };

  try {
    if (!fs.statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    enter("");
  } catch (error) {
    throw new Error(`${folder}: ${openingReason(error)}; ${GIVE_FOLDER}`);
  }
  listing.files.sort(byCodePoint);
  return listing;
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
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function isFolder(absolute: string): boolean {
  try {
    return fs.statSync(absolute).isDirectory();
  } catch {
    return false;
  }
}

function errorCode(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

/** Order of the Unicode code points, which is that of the UTF-8 bytes: the same on every machine and locale. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
