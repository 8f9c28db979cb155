/** What a run composed is music too, in MIDI files; a mark in its folder keeps it from being read as songs. */
import * as fs from "fs";
import * as path from "path";

const MARK = ".composed";

/** Marks `folder`, which must exist, as one that holds what a model composed. */
export function markAsComposed(folder: string): void {
  fs.writeFileSync(
    path.join(folder, MARK),
    "The MIDI files here were composed by a model; they are not read as songs.\n",
  );
}

/** Whether `folder`, a path in bytes, has that mark. */
export function isComposed(folder: Buffer): boolean {
  return fs.existsSync(Buffer.concat([folder, Buffer.from(`/${MARK}`)]));
}
