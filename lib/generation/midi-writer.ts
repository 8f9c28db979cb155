/** Writes notes as a MIDI file that other programs play. */
import * as fs from "fs";
import { dirname } from "path";
import type { Note } from "../corpus";
import { replaceFile } from "../replace-file";
import { midiBytes } from "./midi-bytes";

/**
 * Writes `notes` to the MIDI file `path`: one track on channel 1, called `name` ("melody" if none is given), played by
 * General MIDI `program` (0–127; default 0, a piano). Times are rounded to ticks of 1/960 s; a note takes at least one.
 * The folder is made where it is missing, and a file of that name is replaced in one step: nobody ever sees half of it.
 * @throws Error when there are no notes, a note or the program is out of range, or the file cannot be written.
 */
export function writeMidi(path: string, notes: readonly Note[], o: { name?: string; program?: number } = {}): void {
  const bytes = midiBytes(notes, o);
  fs.mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, bytes);
}
