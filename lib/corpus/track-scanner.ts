/** Goes through the events of one MIDI track. */
import type { NoteTable } from "./note-table";
import type { TempoChange } from "./tempo-map";

/** A reason such as "damaged data in"; the caller completes it with the track's number. */
type Fail = (reason: string) => Error;

const META = 0xff;
const TRACK_NAME = 0x03;
const END_OF_TRACK = 0x2f;
const SET_TEMPO = 0x51;

/**
 * Reads the events in `bytes` from `from` up to `to` (which may lie beyond the file), enters the notes into
 * `notes` and returns the tempo changes. Each event takes at least one byte, so that it always ends.
 * @throws what `fail` returns when the data is cut off or damaged.
 */
export function scanTrack(bytes: Uint8Array, from: number, to: number, notes: NoteTable, fail: Fail): TempoChange[] {
  const end = Math.min(to, bytes.length);
  const tempos: TempoChange[] = [];
  const parts = new Int32Array(16).fill(-1); // Which part each channel plays now; -1: nothing said yet.
  let name: string | null = null;
  let at = from;
  let tick = 0;
  let running = 0; // Status byte of the last channel event: it need not be repeated.

  while (at < end) {
    const time = variableAt(bytes, at, end);
    if (time < 0) throw broken(time, to, bytes, fail);
    tick += time >>> 3;
    at += time & 7;
    if (at >= end) throw broken(CUT, to, bytes, fail);
    let status = bytes[at];
    if (status < 0x80) status = running;
    else at++;

    if (status >= 0xf0) {
      // Meta events and system exclusive messages carry their own length. Others have no place in a file.
      if (status !== META && status !== 0xf0 && status !== 0xf7) throw fail("damaged data in");
      if (status === META && at >= end) throw broken(CUT, to, bytes, fail);
      const type = status === META ? bytes[at++] : NaN;
      const size = variableAt(bytes, at, end);
      if (size < 0) throw broken(size, to, bytes, fail);
      const length = size >>> 3;
      at += size & 7;
      if (at + length > end) throw broken(CUT, to, bytes, fail);
      if (type === END_OF_TRACK) {
        to = at; // Reached: whatever the track's stated length, nothing is missing.
        break;
      }
      if (type === TRACK_NAME && name === null) name = decodeText(bytes.subarray(at, at + length));
      if (type === SET_TEMPO && length === 3) {
        const microseconds = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
        if (microseconds > 0) tempos.push({ tick, microseconds }); // 0 would stop time.
      }
      at += length;
      continue;
    }

    if (status === 0) throw fail("damaged data in"); // Data without any status before it.
    running = status;
    const kind = status & 0xf0;
    const channel = status & 0x0f;
    const size = kind === 0xc0 || kind === 0xd0 ? 1 : 2;
    if (at + size > end) throw broken(CUT, to, bytes, fail);
    const first = bytes[at];
    const second = size === 2 ? bytes[at + 1] : 0;
    if ((first | second) >= 0x80) throw fail("damaged data in");
    at += size;
    if (kind === 0xc0) parts[channel] = notes.partFor(channel, first);
    else if (parts[channel] < 0) parts[channel] = notes.partFor(channel, 0);
    if (kind === 0x90 && second > 0) notes.noteOn(tick, parts[channel], channel, first, second);
    else if (kind === 0x90 || kind === 0x80) notes.noteOff(tick, channel, first);
  }
  if (to > bytes.length) throw broken(CUT, to, bytes, fail);
  notes.nameTrack(name ?? "");
  return tempos;
}

// What `variableAt` returns where there is no number: the bytes end, or go on for too long.
const CUT = -1;
const ENDLESS = -2;

/**
 * The number at `at`, of up to four bytes, seven bits each: eight times its value, plus how many bytes it takes; below 0
 * where there is none. One whole number for both, and no function made for each track: that is a third of the time.
 */
function variableAt(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let size = 1; size <= 4; size++, at++) {
    if (at >= end) return CUT;
    const byte = bytes[at];
    value = (value << 7) | (byte & 0x7f);
    if (byte < 0x80) return (value << 3) | size;
  }
  return ENDLESS;
}

function broken(how: number, to: number, bytes: Uint8Array, fail: Fail): Error {
  return how === CUT && to > bytes.length ? fail("ends in the middle of") : fail("damaged data in");
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Text of a meta event: UTF-8 where it is that, else Latin-1; without the padding some programs leave around it. */
function decodeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = Buffer.from(bytes).toString("latin1");
  }
  return text.replace(/^[\0\s]+|[\0\s]+$/g, "");
}
