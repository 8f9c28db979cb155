/** What is marked in a melody of a piano roll: the prompt, a copied passage, the turns of a loop, crosses. */
import { shorten } from "../../lib/display/jupyter/escape";
import { drawn } from "../dom";
import type { Lane, RollTrack } from "./roll-layout";

/** Of a text of 12 pixels, about. */
const LETTER = 6.4;

export interface Place {
  lane: Lane;
  /** Pixels a second. */
  scale: number;
  /** Of the whole picture. */
  width: number;
}

function label(text: string, x: number, y: number, width: number): SVGElement {
  text = shorten(text, Math.floor(width / LETTER));
  const fits = x + LETTER * text.length <= width;
  return drawn("text", { x: fits ? x : width - 2, y, "text-anchor": fits ? "start" : "end" }, text);
}

/** Notes `from` (in notes) on, `length` of them, as a stretch of time; null where they are not drawn. */
function stretch({ notes }: RollTrack, from: number, length: number): [start: number, end: number] | null {
  const own = notes.slice(from, from + length);
  return own.length > 0 ? [own[0].start, own.reduce((end, note) => Math.max(end, note.end), 0)] : null;
}

const notesWords = (count: number): string => `${count} ${count === 1 ? "note" : "notes"}`;

/** Behind the notes. */
export function shades(track: RollTrack, { lane, scale, width }: Place): SVGElement[] {
  const marks: SVGElement[] = [];
  const shade = (kind: "prompt" | "copy", [start, end]: [number, number], text: string): void => {
    const x = start * scale;
    marks.push(
      drawn("rect", {
        class: `shade ${kind}`,
        x,
        y: lane.top,
        width: Math.max(2, end * scale - x),
        height: lane.floor - lane.top,
      }),
      label(text, x + 2, lane[kind], width),
    );
  };
  const { prompt = 0, copy } = track;
  const given = stretch(track, 0, prompt);
  const copied = copy ? stretch(track, copy.from, copy.length) : null;
  if (given) shade("prompt", given, "prompt");
  if (copied) shade("copy", copied, `${notesWords(copy!.length)} as in ${copy!.of || "a song"}`);
  return marks;
}

/** A bracket below each turn of the loop. */
export function brackets(track: RollTrack, { lane, scale, width }: Place): SVGElement[] {
  const { notes, loop } = track;
  if (!loop || loop.from >= notes.length) return [];
  const y = lane.floor + 5;
  const turns: string[] = [];
  for (let from = loop.from; from < notes.length; from += loop.period) {
    const [start, end] = stretch(track, from, loop.period)!;
    const whole = from + loop.period <= notes.length;
    turns.push(
      `M${start * scale + 1} ${y - 4}V${y}H${Math.max(start * scale + 2, end * scale - 1)}${whole ? `V${y - 4}` : ""}`,
    );
  }
  return [
    drawn("path", { class: "turns", d: turns.join("") }),
    label(`loop of ${notesWords(loop.period)}`, notes[loop.from].start * scale, y + 13, width),
  ];
}

/** A cross on each note that has one, in front of it. `y`: the middle of a pitch, in pixels. */
export function crosses(track: RollTrack, scale: number, y: (pitch: number) => number): SVGElement[] {
  const paths = (track.crosses ?? []).flatMap((number) => {
    const note = track.notes[number];
    if (!note) return [];
    const [x, middle] = [((note.start + note.end) / 2) * scale, y(note.pitch)];
    return `M${x - 4} ${middle - 4}l8 8m0 -8l-8 8`;
  });
  return paths.length > 0 ? [drawn("path", { class: "crosses", d: paths.join("") })] : [];
}
