/** Notes as the bytes of a MIDI file, in a browser as well: nothing here is of Node's. */
import { Midi } from "@tonejs/midi";
import type { Note } from "../corpus";

/** Notes carry seconds and no beat, so the tempo is a convention: MIDI's default, 120 quarter notes a minute. */
const TEMPO = 120;

/** The bytes of the file that `writeMidi` writes. @throws Error when a note or the program is out of range. */
export function midiBytes(notes: readonly Note[], o: { name?: string; program?: number } = {}): Uint8Array {
  const { name = "melody", program = 0 } = o;
  if (notes.length === 0) throw new Error("There are no notes to write; generate some first.");
  if (!isMidiNumber(program, 0)) throw new Error(`${program} is not a General MIDI program; give 0 to 127.`);
  notes.forEach(checkNote);

  const midi = new Midi();
  // Other programs show this text; bytes of UTF-8, for the writer knows only one byte a letter.
  midi.header.name = Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join("");
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
