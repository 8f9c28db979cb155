/** A MIDI file as a list of tracks. */
import * as fs from "fs";
import { bytesOfPath } from "./file-name";
import { scanMidi, type Scan } from "./midi-scanner";
import type { Note } from "./note";
import { emptyColumns, notesOf, type NoteColumns } from "./note-columns";
import { sortChords } from "./sort-chords";

/**
 * One voice of a file: the notes of one MIDI track on one channel with one program (instrument), as pretty_midi and
 * @tonejs/midi divide a file too. So a format 0 file, which has everything in a single MIDI track, comes apart into
 * its instruments.
 */
export interface Track {
  /** Name of the MIDI track; "" where it has none. Somebody else's text: escape it before it is shown. */
  name: string;
  /** General MIDI program, 0–127. */
  program: number;
  /** Whether it is on MIDI channel 10, where pitches stand for drums. */
  percussion: boolean;
  /** By start, then pitch; several at once where there are chords. */
  notes: Note[];
}

export interface MidiFile {
  file: string;
  /** Those that have notes, in the order in which the file first mentions them. */
  tracks: Track[];
}

/** Index of MIDI's percussion channel, "channel 10" in words. */
const PERCUSSION = 9;

/**
 * All the tracks of a MIDI file given as bytes; `file` is its name.
 * @throws MidiError with the reason when it is not a MIDI file, is damaged or incomplete.
 */
export function parseMidi(bytes: Uint8Array, file: string): MidiFile {
  const scan = scanMidi(bytes, file);
  const tracks = scan.notes.parts.map((_, part) => buildTrack(scan, part));
  return { file, tracks: tracks.filter((track) => track.notes.length > 0) };
}

/**
 * Reads the MIDI file at `path`; a byte that is not UTF-8 is written `\xe9`, as in a melody's `file`.
 * @throws Error when it cannot be read; MidiError as {@link parseMidi}.
 */
export function readMidi(path: string): MidiFile {
  return parseMidi(fs.readFileSync(bytesOfPath(path)), path);
}

/** Whether a part of a scanned file is percussion. */
export function isPercussion(part: { channel: number }): boolean {
  return part.channel === PERCUSSION;
}

/** One part of a scanned file as a track. */
function buildTrack(scan: Scan, part: number): Track {
  const { name, program } = scan.notes.parts[part];
  return { name, program, percussion: isPercussion(scan.notes.parts[part]), notes: notesOf(trackColumns(scan, part)) };
}

/**
 * The notes of one part of a scanned file, in seconds, by start, then pitch, then order in the file.
 * @param make columns for so many notes; left out: memory of their own
 */
export function trackColumns(scan: Scan, part: number, make = emptyColumns): NoteColumns {
  const { midiTrack, notes: count } = scan.notes.parts[part];
  const tempo = scan.tempo(midiTrack);
  const columns = make(count);
  scan.notes.fill(part, columns);
  const { start, end } = columns;
  for (let i = 0; i < count; i++) {
    start[i] = tempo.toSeconds(start[i]);
    end[i] = tempo.toSeconds(end[i]);
  }
  sortChords(columns);
  return columns;
}
