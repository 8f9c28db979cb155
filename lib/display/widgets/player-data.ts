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
}
