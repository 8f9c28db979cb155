/** Large collections, made by varying the songs of a small one. */
import * as fs from "fs";
import * as path from "path";
import { type MidiData, parseMidi, writeMidi } from "midi-file";
import { mix } from "../lib/dataset";

/** Of 128 notes so many are moved by a semitone or two, so that no two variations are alike. */
const MOVED = 12;

/**
 * Writes `count` MIDI files into folders of a thousand below `folder`: the songs of `from` in turn, each time in another
 * key and tempo and with some other notes. The same every time. Files that `midi-file` cannot read are passed over.
 */
export function varyCollection(from: readonly string[], folder: string, count: number): void {
  const songs = from.flatMap((file) => {
    try {
      return [parseMidi(fs.readFileSync(file))];
    } catch {
      return [];
    }
  });
  for (let i = 0; i < count; i++) {
    const below = path.join(folder, String(Math.floor(i / 1000)).padStart(3, "0"));
    if (i % 1000 === 0) fs.mkdirSync(below, { recursive: true });
    const bytes = writeMidi(variation(songs[i % songs.length], i), { running: true });
    fs.writeFileSync(path.join(below, `${String(i).padStart(6, "0")}.mid`), Uint8Array.from(bytes));
  }
}

function variation({ header, tracks }: MidiData, seed: number): MidiData {
  const key = (mix(seed, 1) % 13) - 6;
  const speed = 0.75 + (mix(seed, 2) % 1000) / 2000;
  return {
    header,
    tracks: tracks.map((track, t) => {
      /** By channel and pitch: where the note that sounds was moved to. */
      const sounding = new Map<number, number>();
      return track.map((event, e) => {
        if (event.type === "setTempo") {
          return { ...event, microsecondsPerBeat: Math.round(event.microsecondsPerBeat * speed) };
        }
        if ((event.type !== "noteOn" && event.type !== "noteOff") || event.channel === 9) return event;
        const id = event.channel * 128 + event.noteNumber;
        const draw = mix(seed, t, e);
        if (event.type === "noteOn") {
          const step = draw % 128 < MOVED ? ((draw >>> 7) % 5) - 2 : 0;
          sounding.set(id, Math.min(127, Math.max(0, event.noteNumber + key + step)));
        }
        return { ...event, noteNumber: sounding.get(id) ?? event.noteNumber };
      });
    }),
  };
}
