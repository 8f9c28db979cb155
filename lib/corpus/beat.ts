/** Whether a collection has one beat. */
import { QUARTER } from "./abc/read-tunes";
import type { MelodyOrigin } from "./melody";

/**
 * Seconds to a quarter note, where it is the same in all of the melodies: tunes in ABC are all read at one tempo. Songs in
 * MIDI have tempi of their own, so that a duration in seconds is an eighth in one and a sixteenth in another.
 * @returns null where there is no such beat, or no melody
 */
export function commonQuarter(melodies: readonly Pick<MelodyOrigin, "file">[]): number | null {
  return melodies.length > 0 && melodies.every(({ file }) => /\.abc#[^/]*$/i.test(file)) ? QUARTER : null;
}
