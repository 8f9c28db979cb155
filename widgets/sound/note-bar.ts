/** Notes as bars, wherever a piano roll is drawn: where pitches and seconds are, what sounds, what a key goes to. */
import { pitchName } from "../../lib/corpus/notes";
import { drawn } from "../dom";
import type { HeardNote } from "./synth";

/** From seconds and pitches to pixels. */
export interface NoteScale {
  /** Pixels a second. */
  readonly second: number;
  /** Height of a pitch, in pixels. */
  readonly row: number;
  /** The pitch whose row begins at `top`. */
  readonly high: number;
  readonly top: number;
}

/** The middle of a pitch's row. */
export const middleOf = ({ row, high, top }: NoteScale, pitch: number): number => top + (high - pitch + 0.5) * row;

const words = ({ pitch, velocity, start, end }: HeardNote): string =>
  `${pitchName(pitch)}, velocity ${velocity}, ${start.toFixed(2)} s, ${(end - start).toFixed(2)} s long`;

/** A note as a rectangle, which says in words what it is; `kind`: classes beside `note`. */
export function noteBar(note: HeardNote, scale: NoteScale, kind: string, fill?: string): SVGElement {
  const { start, end, pitch } = note;
  const height = Math.max(2, scale.row - 0.5);
  return drawn(
    "rect",
    {
      class: `note ${kind}`.trim(),
      x: (start * scale.second).toFixed(1),
      width: Math.max(1.5, (end - start) * scale.second - 0.5).toFixed(1),
      y: (middleOf(scale, pitch) - scale.row / 2).toFixed(1),
      height: height.toFixed(1),
      fill,
    },
    drawn("title", {}, words(note)),
  );
}

/** The pitches strictly between two that are named at the side: the Cs, or the outermost where there are few. */
export function namedPitches(low: number, high: number): number[] {
  const all = Array.from({ length: high - low - 1 }, (_, i) => low + 1 + i);
  const some = all.filter((pitch) => pitch % 12 === 0);
  return some.length > 0 && all.length > 6 ? some : [...new Set([all[0], all[all.length - 1]])];
}

/** A line at each of the pitches, `width` pixels long. */
export const pitchLines = (pitches: readonly number[], scale: NoteScale, width: number): SVGElement[] =>
  pitches.map((pitch) => {
    const y = middleOf(scale, pitch);
    return drawn("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y });
  });

/** Their names, which end at `x`. */
export const pitchNames = (pitches: readonly number[], scale: NoteScale, x: number): SVGElement[] =>
  pitches.map((pitch) => drawn("text", { x, y: middleOf(scale, pitch) + 4, "text-anchor": "end" }, pitchName(pitch)));

/** Marks the bars of the notes that sound. */
export class Sounding {
  private now: SVGElement[] = [];

  /** @param bars of `notes`, in their order. */
  mark(bars: readonly SVGElement[], notes: readonly HeardNote[], seconds: number, playing: boolean): void {
    const now = playing ? bars.filter((_, i) => notes[i].start <= seconds && seconds < notes[i].end) : [];
    for (const bar of this.now) if (!now.includes(bar)) bar.classList.remove("sounding");
    for (const bar of now) bar.classList.add("sounding");
    this.now = now;
  }
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
};

/** Where a key goes to from `at`, in seconds from 0 to `end`; null: it is no key for that. */
export function placeAfter(key: string, at: number, end: number): number | null {
  const to = key === "Home" ? 0 : key === "End" ? end : at + (STEPS[key] ?? Number.NaN);
  return Number.isNaN(to) ? null : Math.max(0, Math.min(end, to));
}
