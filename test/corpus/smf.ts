/** Standard MIDI Files for the tests, byte by byte. */

/** A chunk: four letters, the length of `data` (or a false one), `data`. */
export function chunk(id: string, data: readonly number[], length = data.length): number[] {
  return [
    ...Buffer.from(id, "latin1"),
    length >>> 24,
    (length >>> 16) & 255,
    (length >>> 8) & 255,
    length & 255,
    ...data,
  ];
}

/** A file of `format` with the given time division and tracks (events without the end of track). */
export function smf(
  tracks: readonly (readonly number[])[],
  o: { format?: number; division?: number } = {},
): Uint8Array {
  const { format = 1, division = 96 } = o;
  const header = chunk("MThd", [0, format, 0, tracks.length, division >> 8, division & 255]);
  return Uint8Array.from([...header, ...tracks.flatMap((track) => chunk("MTrk", [...track, ...END]))]);
}

export const END = [0, 0xff, 0x2f, 0];

/** Note-on of velocity 64 and note-off; `wait` and `length` in ticks under 128. */
export function note(pitch: number, wait: number, length: number, channel = 0): number[] {
  return [wait, 0x90 | channel, pitch, 64, length, 0x80 | channel, pitch, 0];
}

export function program(number: number, channel = 0): number[] {
  return [0, 0xc0 | channel, number];
}

export function text(type: number, bytes: string | readonly number[]): number[] {
  const data = typeof bytes === "string" ? [...Buffer.from(bytes, "utf8")] : bytes;
  return [0, 0xff, type, data.length, ...data];
}

export function tempo(wait: number, microseconds: number): number[] {
  return [wait, 0xff, 0x51, 3, microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255];
}
