/** Writes notes as a MIDI file that other programs play. */
import * as fs from "fs";
import { dirname } from "path";
import { Midi } from "@tonejs/midi";
import type { Note } from "../corpus";
import { replaceFile } from "../replace-file";

/** Notes carry seconds and no beat, so the tempo is a convention: MIDI's default, 120 quarter notes a minute. */
const TEMPO = 120;

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

/** The bytes of the file that {@link writeMidi} writes. @throws Error when a note or the program is out of range. */
export function midiBytes(notes: readonly Note[], o: { name?: string; program?: number } = {}): Uint8Array {
  const { name = "melody", program = 0 } = o;
  if (notes.length === 0) throw new Error("There are no notes to write; generate some first.");
  if (!isMidiNumber(program, 0)) throw new Error(`${program} is not a General MIDI program; give 0 to 127.`);
  notes.forEach(checkNote);

  const midi = new Midi();
  // Other programs show this text; bytes of UTF-8, for the writer knows only one byte a letter.
  midi.header.name = Buffer.from(name, "utf8").toString("latin1");
  midi.header.setTempo(TEMPO);
  const track = midi.addTrack();
  track.name = midi.header.name;
  track.channel = 0;
  track.instrument.number = program;
  const ticksPerSecond = (midi.header.ppq * TEMPO) / 60;
  const inOrder = [...notes].sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  for (const note of inOrder) {
    const ticks = Math.round(note.start * ticksPerSecond);
    track.addNote({
      midi: note.pitch,
      // The writer rounds down; half a step more brings back the number itself.
      velocity: (note.velocity + 0.5) / 127,
      noteOffVelocity: 0,
      ticks,
      durationTicks: Math.max(1, Math.round(note.end * ticksPerSecond) - ticks),
    });
  }
  return midi.toArray();
}

function checkNote({ pitch, velocity, start, end }: Note, i: number): void {
  if (!isMidiNumber(pitch, 0)) throw new Error(`Note ${i} has pitch ${pitch}; give a whole number from 0 to 127.`);
  if (!isMidiNumber(velocity, 1))
    throw new Error(`Note ${i} has velocity ${velocity}; give a whole number from 1 to 127.`);
  if (!(start >= 0 && end > start && Number.isFinite(end))) {
    throw new Error(`Note ${i} lasts from ${start} s to ${end} s; it must start at 0 s or later and end after that.`);
  }
}

function isMidiNumber(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 127;
}
