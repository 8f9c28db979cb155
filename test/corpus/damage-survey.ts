/** Reads many damaged files and tells what became of them. */
import * as fs from "fs";
import * as path from "path";
import { defaultFolder, type Melody, MidiError, readMelody } from "../../lib/corpus";
import { listMidiFiles } from "../../lib/corpus/midi-folder";
import { damages, random } from "./mutation";

/** All the reasons there are, in words that a person understands. */
const REASONS = [
  /^empty file$/,
  /^not a MIDI file \(no MThd header\)$/,
  /^ends in the middle of (the header|track \d+)$/,
  /^damaged header \(a time division of 0\)$/,
  /^no track found \(no MTrk chunk where the header says\)$/,
  /^damaged data (in|after) track \d+$/,
  /^no notes outside percussion$/,
];

export interface Survey {
  files: number;
  read: number;
  notes: number;
  /** How many were refused for each reason; track numbers are left out. */
  refused: Map<string, number>;
  /** What should not be: another exception, an unknown reason, a note that cannot be. */
  wrong: string[];
  /** Milliseconds of the slowest, and which it was. */
  slowest: { ms: number; file: string };
  /** How many took longer than a second. */
  slow: number;
}

/** The songs of the default collection up to `largest` bytes, by name. */
export function songsUpTo(largest: number): [name: string, bytes: Uint8Array][] {
  const folder = defaultFolder();
  return listMidiFiles(folder)
    .files.map((name): [string, Uint8Array] => [name, new Uint8Array(fs.readFileSync(path.join(folder, name)))])
    .filter(([, { length }]) => length > 0 && length <= largest);
}

/** Damages `songs` in turn, in each of the ways, `count` times in all, and reads the copies. */
export function surveyDamage(
  songs: readonly (readonly [name: string, bytes: Uint8Array])[],
  count: number,
  onRound: (survey: Survey) => void = () => {},
): Survey {
  const below = random(3);
  const survey: Survey = {
    files: 0,
    read: 0,
    notes: 0,
    refused: new Map(),
    wrong: [],
    slowest: { ms: 0, file: "" },
    slow: 0,
  };
  for (let round = 0; round < count; round++) {
    const [name, song] = songs[round % songs.length];
    const way = Math.floor(round / songs.length) % damages.length;
    const file = `${name}, damaged (way ${way}, round ${round})`;
    const bytes = damages[way](song, below);
    const before = performance.now();
    try {
      const melody = readMelody(bytes, file);
      survey.read++;
      survey.notes += melody.length;
      if (!isSound(melody)) survey.wrong.push(`${file}: a note that cannot be`);
    } catch (error) {
      if (error instanceof MidiError && isKnown(error.reason)) {
        const reason = error.reason.replace(/\d+/, "N");
        survey.refused.set(reason, (survey.refused.get(reason) ?? 0) + 1);
      } else survey.wrong.push(`${file}: ${String(error)}`);
    }
    const ms = performance.now() - before;
    if (ms > survey.slowest.ms) survey.slowest = { ms, file };
    if (ms > 1000) survey.slow++;
    survey.files++;
    onRound(survey);
  }
  return survey;
}

function isKnown(reason: string): boolean {
  return REASONS.some((known) => known.test(reason));
}

function isSound({ length, pitch, velocity, start, end }: Melody): boolean {
  for (let i = 0; i < length; i++) {
    const bytes = pitch[i] < 128 && velocity[i] > 0 && velocity[i] < 128;
    if (!(bytes && start[i] >= 0 && end[i] > start[i] && end[i] < Infinity)) return false;
  }
  return length > 0;
}
