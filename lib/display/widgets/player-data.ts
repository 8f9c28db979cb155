/** What the player is told: melodies with what is marked in them, as plain JSON. */

export interface PlayerData {
  widget: "player";
  version: 1;
  title: string | null;
  /** What a screen reader says of the whole. */
  alt: string;
  /** Whether an `<audio>` of each track lies beside, in the HTML of the same output; else the page makes the sound. */
  sounds: boolean;
  tracks: PlayerTrack[];
}

export interface PlayerTrack {
  name: string;
  /** [pitch, velocity, start, end] of each note; in seconds from the first note on. */
  notes: [number, number, number, number][];
  /** So many notes at the start were given to the model. */
  prompt: number;
  /** The loop that the notes end in: the note it begins with, and the notes in a turn. */
  loop: { from: number; period: number } | null;
  /** A passage that is somebody else's. */
  copy: { from: number; length: number; of: string } | null;
  /** Numbers of the notes that get a cross. */
  crosses: number[];
  /** What goes along with the notes, drawn below them in the same time. */
  panels?: PlayerPanel[];
}

/** Rows of cells, a cell a note, each in a shade from low to high. */
export interface PlayerPanel {
  name: string;
  /** What the lowest and the highest shade mean. */
  low: string;
  high: string;
  /** A string a row; in it a digit in base 16 a note. */
  rows: string[];
}

/** Cells are drawn in this many shades. */
export const SHADES = 16;

/** The shade of a value of 0–1, as the digit that stands for it. */
export const shadeDigit = (value: number): string =>
  Math.max(0, Math.min(SHADES - 1, Math.floor(value * SHADES))).toString(SHADES);
