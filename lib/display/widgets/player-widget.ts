/** Melodies as a widget: a piano roll with a cursor that plays. Its picture and its sound for other hosts are made elsewhere. */
import type { Note } from "../../corpus";
import type { Marks } from "../music/marks";
import { showable, shorten } from "../jupyter/escape";
import type { ShowOptions } from "../jupyter/output";
import type { PlayerData, PlayerTrack } from "./player-data";

export interface TrackToShow extends Marks {
  notes: readonly Note[];
  title: string;
}

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The first notes, in time (ms) from the first note on: of `seconds`, `limit` notes at most. */
export function firstNotes(notes: readonly Note[], seconds: number, limit = Infinity): Note[] {
  const first = notes.reduce((least, note) => Math.min(least, note.start), Infinity);
  return notes
    .slice(0, limit)
    .map((note) => ({ ...note, start: round(note.start - first), end: round(Math.min(note.end - first, seconds)) }))
    .filter((note) => note.start < seconds);
}

/** `drawn`: those of the track's notes that are shown, see {@link firstNotes}. */
export function trackData(
  { notes, title, prompt = 0, loop, copy, crosses = [] }: TrackToShow,
  drawn: readonly Note[],
): PlayerTrack {
  return {
    name: showable(shorten(title, 90)),
    notes: drawn.map(({ pitch, velocity, start, end }) => [pitch, velocity, start, end]),
    prompt: Math.min(prompt, drawn.length),
    loop: loop ? { from: notes.length - loop.length, period: loop.period } : null,
    copy: copy && copy.length > 0 ? { from: copy.from, length: copy.length, of: showable(copy.of ?? "") } : null,
    crosses: crosses.filter((number) => number < drawn.length),
  };
}

/** What the widget is told. */
export function playerData(tracks: PlayerTrack[], sounds: boolean, { title, alt }: ShowOptions): PlayerData {
  return {
    widget: "player",
    version: 1,
    title: title === undefined ? null : showable(title),
    alt: showable(alt ?? `Piano roll and player: ${tracks.map(({ name }) => name).join("; ")}`),
    sounds,
    tracks,
  };
}
