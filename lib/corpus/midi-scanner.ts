/** Goes once through the bytes of a Standard MIDI File and keeps the notes and the tempo. */
import { MidiError } from "./midi-error";
import { NoteTable } from "./note-table";
import { TempoMap, type TempoChange, type TimeUnit } from "./tempo-map";
import { scanTrack } from "./track-scanner";

/** What a file holds, before anything is built from it. */
export interface Scan {
  notes: NoteTable;
  /** The tempo that the given MIDI track (from 0) is played in. */
  tempo(midiTrack: number): TempoMap;
}

export interface ScanOptions {
  /** A table to enter the notes into; what it holds of a file before is gone, so be done with that scan. */
  notes?: NoteTable;
  /** In what the notes are to be told; default "seconds". */
  time?: TimeUnit;
}

/** The largest file that is read, in bytes: a song of many hours stays far below. */
export const LARGEST = 16 * 1024 * 1024;

/**
 * Scans a MIDI file of format 0, 1 or 2, bare or wrapped in RIFF (RMID).
 *
 * Lenient where the music is whole: a track count that is too high, a last track's length that is too long, an
 * unknown format number, chunks of other kinds. Strict where notes are missing or made up.
 * @throws MidiError with the reason.
 */
export function scanMidi(bytes: Uint8Array, file: string, options: ScanOptions = {}): Scan {
  const { notes = new NoteTable(), time = "seconds" } = options;
  const fail = (reason: string) => new MidiError(file, reason);
  if (bytes.length === 0) throw fail("empty file");
  if (bytes.length > LARGEST) throw fail(`larger than ${LARGEST / 1024 / 1024} MiB, too large for a song`);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = headerAt(view);
  if (header < 0) throw fail("not a MIDI file (no MThd header)");
  if (bytes.length < header + 14) throw fail("ends in the middle of the header");

  const format = view.getUint16(header + 8);
  const trackCount = view.getUint16(header + 10);
  const division = view.getUint16(header + 12);
  const clock = readDivision(division);
  if (clock === null) throw fail("damaged header (a time division of 0)");

  // A note-on takes at least three bytes: time, pitch, velocity.
  notes.clear(Math.ceil(bytes.length / 3));
  const tempos: TempoChange[][] = [];
  let at = header + 8 + view.getUint32(header + 4);
  while (tempos.length < trackCount && at + 8 <= bytes.length) {
    const id = chunkId(view, at);
    const from = at + 8;
    const to = from + view.getUint32(at + 4);
    at = to;
    if (id === "MTrk") {
      notes.nextTrack();
      tempos.push(scanTrack(bytes, from, to, notes, (reason) => fail(`${reason} track ${tempos.length + 1}`)));
    } else if (!/^[ -~]{4}$/.test(id) || to > bytes.length) {
      // No chunk of another kind, but something that stands where a track should.
      if (tempos.length === 0) break;
      throw fail(`damaged data after track ${tempos.length}`);
    }
  }
  // A count of tracks that is too high is forgiven, half a chunk's header is not.
  if (tempos.length < trackCount && at < bytes.length && at + 8 > bytes.length) {
    throw fail(`ends in the middle of track ${tempos.length + 1}`);
  }
  if (tempos.length === 0) throw fail("no track found (no MTrk chunk where the header says)");

  return { notes, tempo: tempoLookup(clock, format, time === "beats" ? tempos.map(() => []) : tempos) };
}

/** The tempo of each MIDI track, made when it is first asked for: most tracks of a file are never built. */
function tempoLookup(clock: Clock, format: number, tempos: readonly TempoChange[][]): Scan["tempo"] {
  if (clock.ticksPerSecond !== undefined) {
    const fixed = TempoMap.fixed(clock.ticksPerSecond);
    return () => fixed;
  }
  // Format 2 holds songs that are independent of one another; otherwise one tempo is common to all the tracks.
  const maps = new Map<number, TempoMap>();
  return (midiTrack) => {
    const key = format === 2 ? midiTrack : 0;
    const map = maps.get(key) ?? TempoMap.from(clock.ticksPerQuarter, format === 2 ? tempos[midiTrack] : tempos.flat());
    maps.set(key, map);
    return map;
  };
}

function chunkId(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

/** Where the MThd chunk begins: at 0, or inside a RIFF file's `data` chunk; -1 where there is none. */
function headerAt(view: DataView): number {
  if (view.byteLength < 4) return -1;
  if (chunkId(view, 0) === "MThd") return 0;
  if (chunkId(view, 0) !== "RIFF" || view.byteLength < 12 || chunkId(view, 8) !== "RMID") return -1;
  for (let at = 12; at + 12 <= view.byteLength; ) {
    if (chunkId(view, at) === "data") return chunkId(view, at + 8) === "MThd" ? at + 8 : -1;
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size & 1);
  }
  return -1;
}

type Clock = { ticksPerQuarter: number; ticksPerSecond?: undefined } | { ticksPerSecond: number };

/** The header's time division: ticks of a quarter note, or (SMPTE, top bit set) frames a second × ticks a frame. */
function readDivision(division: number): Clock | null {
  if (division < 0x8000) return division === 0 ? null : { ticksPerQuarter: division };
  const frames = 256 - (division >> 8);
  const ticksPerFrame = division & 0xff;
  // 29 stands for NTSC's drop-frame rate, 30 000 frames in 1001 seconds.
  return ticksPerFrame === 0 ? null : { ticksPerSecond: (frames === 29 ? 30000 / 1001 : frames) * ticksPerFrame };
}
