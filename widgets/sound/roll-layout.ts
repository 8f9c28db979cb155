/** Where things are in a piano roll: a lane for each track, or one for all, with the same pitches and the same time. */
import type { PlayerPanel } from "../../lib/display/widgets/player-data";
import { namedPitches, type NoteScale } from "./note-bar";
import type { HeardNote } from "./synth";

export interface RollNote extends HeardNote {
  /** Drawn with a frame. */
  changed?: boolean;
}

/** A melody of the roll; what is marked in it is counted in notes. */
export interface RollTrack {
  /** Said above its lane; "": nothing is. */
  name: string;
  notes: readonly RollNote[];
  /** So many notes at the start were given. */
  prompt?: number;
  loop?: { from: number; period: number } | null;
  copy?: { from: number; length: number; of: string } | null;
  crosses?: readonly number[];
  /** Rows of cells below the lane; not where all share one. */
  panels?: readonly PlayerPanel[];
}

/** Pixels from the top of the picture. */
export interface Lane {
  /** Base lines of its name, and of the words of marks above it. */
  name: number;
  prompt: number;
  copy: number;
  top: number;
  floor: number;
  /** Of each panel, where its name and where its cells begin. */
  panels: { name: number; top: number }[];
  /** Where the cursor ends. */
  bottom: number;
}

const [NAME, MARK, GAP] = [20, 16, 6];
export const AXIS = 20;
/** Of the cells of a panel. */
export const CELL = 9;

export class RollLayout {
  readonly lanes: Lane[];
  readonly height: number;
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
  /** Height of a pitch. */
  readonly row: number;

  constructor(
    readonly tracks: readonly RollTrack[],
    readonly overlaid: boolean,
  ) {
    const notes = tracks.flatMap((track) => track.notes);
    this.seconds = notes.reduce((end, note) => Math.max(end, note.end), 0.001);
    this.low = notes.reduce((low, { pitch }) => Math.min(low, pitch), 127) - 1;
    this.high = notes.reduce((high, { pitch }) => Math.max(high, pitch), 0) + 1;
    const count = overlaid ? 1 : tracks.length;
    const room = overlaid ? 160 : [120, 96, 80, 68][Math.min(count, 4) - 1];
    this.row = room / (this.high - this.low + 1);
    let y = 0;
    this.lanes = Array.from({ length: count }, (_, i) => {
      const own = overlaid ? tracks : [tracks[i]];
      const name = y + 14;
      if (!overlaid && tracks[i].name !== "") y += NAME;
      if (own.some((track) => track.prompt)) y += MARK;
      const prompt = y - 4;
      if (own.some((track) => track.copy)) y += MARK;
      const copy = y - 4;
      const top = y;
      y += room;
      const floor = y;
      if (own.some(({ loop }) => loop)) y += MARK + 4;
      let bottom = floor;
      const panels = (overlaid ? [] : (tracks[i].panels ?? [])).map(({ rows }) => {
        const top = y + NAME;
        y = bottom = top + rows.length * CELL;
        return { name: top - NAME, top };
      });
      y += GAP;
      return { name, prompt, copy, top, floor, panels, bottom };
    });
    this.height = y + AXIS;
  }

  laneOf(track: number): Lane {
    return this.lanes[this.overlaid ? 0 : track];
  }

  /** The track whose lane is at `y`; `current` where all share one. */
  trackAt(y: number, current: number): number {
    if (this.overlaid) return current;
    const at = this.lanes.findIndex((_, i) => y < (this.lanes[i + 1]?.name ?? Infinity) - 14);
    return Math.max(0, at);
  }

  /** Where notes are in a lane; `second`: pixels a second. */
  scaleOf({ top }: Lane, second: number): NoteScale {
    const { row, high } = this;
    return { second, row, high, top };
  }

  /** Pitches that are named at the side. */
  get named(): number[] {
    return namedPitches(this.low, this.high);
  }

  /** Seconds that are named below, about 70 pixels apart; `scale`: pixels a second. */
  ticks(scale: number): number[] {
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300].find((seconds) => seconds * scale >= 56) ?? 600;
    return Array.from({ length: Math.floor(this.seconds / step) + 1 }, (_, i) => Number((i * step).toFixed(1)));
  }
}
