import type { NoteColumns } from "./note-columns";

/** Which part a note belongs to: one MIDI track, one channel, one program (instrument). */
export interface Part {
  /** Which `MTrk` chunk of the file, from 0. */
  midiTrack: number;
  /** Name of that MIDI track; "" where it has none. */
  name: string;
  /** MIDI channel, 0–15; 9 is percussion. */
  channel: number;
  /** General MIDI program, 0–127. */
  program: number;
  /** How many finished notes it has. */
  notes: number;
}

const NONE = -1;

/**
 * The notes of a file as plain columns of numbers, in ticks. A file has many more notes than its melody, so no
 * object is made for a note until it is known that somebody wants it.
 *
 * A note-off ends the oldest note of its channel and pitch that still sounds. A note without a note-off, or with
 * one at the very tick at which it starts, has no length that could be heard: it is left out.
 */
export class NoteTable {
  readonly parts: Part[] = [];
  private rows = 0;
  private part = new Int32Array(0);
  private pitches = new Uint8Array(0);
  private velocities = new Uint8Array(0);
  private starts = new Float64Array(0);
  private ends = new Float64Array(0);
  // Sounding notes: for each channel and pitch a queue of rows, oldest first.
  private readonly oldest = new Int32Array(16 * 128);
  private readonly newest = new Int32Array(16 * 128);
  private later = new Int32Array(0);
  private readonly partOf = new Map<number, number>();
  private midiTrack = NONE;

  /**
   * Empties the table for another file; where it is large enough already, its memory is used again.
   * @param capacity The most note-ons that will come.
   */
  clear(capacity: number): void {
    this.rows = 0;
    this.midiTrack = NONE;
    this.parts.length = 0;
    if (capacity <= this.part.length) return;
    const room = 2 ** Math.ceil(Math.log2(capacity));
    this.part = new Int32Array(room);
    this.pitches = new Uint8Array(room);
    this.velocities = new Uint8Array(room);
    this.starts = new Float64Array(room);
    this.ends = new Float64Array(room);
    this.later = new Int32Array(room);
  }

  /** The notes that follow are those of the next MIDI track; what still sounds in the one before is dropped. */
  nextTrack(): void {
    this.midiTrack++;
    this.oldest.fill(NONE);
    this.partOf.clear();
  }

  /** Gives the parts of the current MIDI track its name. */
  nameTrack(name: string): void {
    for (let p = this.parts.length - 1; p >= 0 && this.parts[p].midiTrack === this.midiTrack; p--) {
      this.parts[p].name = name;
    }
  }

  /** Index of the current MIDI track's part on `channel` with `program`; parts are numbered as they are first asked for. */
  partFor(channel: number, program: number): number {
    const key = channel * 128 + program;
    let part = this.partOf.get(key);
    if (part === undefined) {
      part = this.parts.push({ midiTrack: this.midiTrack, name: "", channel, program, notes: 0 }) - 1;
      this.partOf.set(key, part);
    }
    return part;
  }

  noteOn(tick: number, part: number, channel: number, pitch: number, velocity: number): void {
    const row = this.rows++;
    this.part[row] = part;
    this.pitches[row] = pitch;
    this.velocities[row] = velocity;
    this.starts[row] = tick;
    this.ends[row] = NONE;
    this.later[row] = NONE;
    const queue = channel * 128 + pitch;
    if (this.oldest[queue] === NONE) this.oldest[queue] = row;
    else this.later[this.newest[queue]] = row;
    this.newest[queue] = row;
  }

  noteOff(tick: number, channel: number, pitch: number): void {
    const queue = channel * 128 + pitch;
    const row = this.oldest[queue];
    if (row === NONE) return;
    this.oldest[queue] = this.later[row];
    if (tick === this.starts[row]) return;
    this.ends[row] = tick;
    this.parts[this.part[row]].notes++;
  }

  /** Writes the finished notes of one part into `columns`, in the order of their note-ons; starts and ends in ticks. */
  fill(part: number, { pitch, velocity, start, end }: NoteColumns): void {
    for (let row = 0, to = 0; to < pitch.length; row++) {
      if (this.part[row] !== part || this.ends[row] === NONE) continue;
      pitch[to] = this.pitches[row];
      velocity[to] = this.velocities[row];
      start[to] = this.starts[row];
      end[to++] = this.ends[row];
    }
  }
}
