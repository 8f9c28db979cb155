/** A melody typed in: "C4 D4 E4:2 67". */
import type { Note } from "./note";

const LETTERS: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const HOW =
  "write a letter from A to G, # or b after it if need be, and the octave, like F#4 or Bb3; or a MIDI number from 0 to 127";

/**
 * The MIDI pitch (0–127) of a name in scientific pitch notation, "C4", "f#3", "Bb5", or of a number. Without an octave
 * it is the one from C4 up.
 * @throws Error when it is neither, or lies outside MIDI's range.
 */
export function pitchNumber(name: string): number {
  const parts = /^([A-G])(#{1,2}|b{1,2})?(-?\d+)?$/i.exec(name);
  const number = /^\d+$/.test(name) ? Number(name) : NaN;
  const pitch = parts ? pitchOf(parts[1], parts[2], parts[3]) : number;
  if (Number.isNaN(pitch)) throw new Error(`"${name}" is no note: ${HOW}.`);
  if (pitch < 0 || pitch > 127)
    throw new Error(`"${name}" is outside MIDI's range, C-1 to G9 (0 to 127); choose another octave.`);
  return pitch;
}

function pitchOf(letter: string, accidental = "", octave = "4"): number {
  const shift = accidental.startsWith("#") ? accidental.length : -accidental.length;
  return LETTERS[letter.toUpperCase()] + shift + 12 * (Number(octave) + 1);
}

export interface TypedMelodyOptions {
  /** Seconds of a note that says nothing of its length; default 0.5. */
  beat?: number;
  /** MIDI velocity of all the notes, 1–127; default 80. */
  velocity?: number;
}

/**
 * The notes of a line of text, one after the other from 0 s: names or MIDI numbers, as {@link pitchNumber} reads them,
 * with spaces or commas between. A length in beats may follow: "G4:2", "C:0.5".
 * @example typedMelody("C4 D4 E4 C4 E4 F4 G4:2")
 * @throws Error that names the word, where one is no note, and when there is none.
 */
export function typedMelody(text: string, { beat = 0.5, velocity = 80 }: TypedMelodyOptions = {}): Note[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) throw new Error('There are no notes yet: type some, like "C4 D4 E4 C4".');
  if (!(beat > 0)) throw new Error(`A beat of ${beat} s is not possible; give a number above 0.`);
  if (!(Number.isInteger(velocity) && velocity >= 1 && velocity <= 127))
    throw new Error(`A velocity of ${velocity} is not possible; give a whole number from 1 to 127.`);
  let start = 0;
  return words.map((word) => {
    const [name, length = "1", ...more] = word.split(":");
    const beats = /^(\d+\.?\d*|\.\d+)$/.test(length) && more.length === 0 ? Number(length) : 0;
    if (!(beats > 0)) throw new Error(`"${word}" has no length: write beats after the colon, like G4:2 or C4:0.5.`);
    const note = { pitch: pitchNumber(name), velocity, start, end: start + beats * beat };
    start = note.end;
    return note;
  });
}
