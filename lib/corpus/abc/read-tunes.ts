/** The melodies of a file in ABC notation, which is how folk tunes are passed on as text: https://abcnotation.com. */
import { isUtf8 } from "buffer";
import { createRequire } from "module";
import * as path from "path";
import type { Note } from "../note";
import { Melody } from "../melody";
import { MidiError } from "../midi-error";
import { notesOfLines, type Staff } from "./tune-notes";

/** What a collection of tunes is read into. */
export interface Tunes {
  /** One a tune; its `file` is the ABC file's name, "#" and the tune's number (X:), its `track` the title. */
  melodies: Melody[];
  /** Tunes that could not be used, and why. */
  skipped: { file: string; reason: string }[];
}

/** Seconds to a quarter note. Few tunes name a tempo; with one for all, equal note values have equal durations. */
export const QUARTER = 0.5;

/** ABC says nothing of loudness. */
const VELOCITY = 80;

/** Which bytes belong together: what abcjs, an MIT-licensed reader of ABC, makes of one tune. */
interface Parsed {
  lines: { staff?: Staff[] }[];
}

/**
 * The tunes of an ABC file: their first voices, as written ({@link notesOfLines}), at 120 quarter notes a minute whatever
 * tempo they name.
 * @throws MidiError when it has no tune that can be read.
 */
export function readTunes(bytes: Uint8Array, file: string): Tunes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString(isUtf8(buffer) ? "utf8" : "latin1").replace(/\r\n?/g, "\n");
  const tunes: Tunes = { melodies: [], skipped: [] };
  for (const tune of text.split(/^(?=X:)/m).filter((part) => part.startsWith("X:"))) {
    const name = `${file}#${/^X:\s*(\S*)/.exec(tune)![1]}`;
    try {
      tunes.melodies.push(melodyOf(tune, name));
    } catch (error) {
      tunes.skipped.push({ file: name, reason: (error as Error).message });
    }
  }
  if (tunes.melodies.length === 0) throw new MidiError(file, tunes.skipped[0]?.reason ?? "no tune (no line with X:)");
  return tunes;
}

function melodyOf(tune: string, name: string): Melody {
  const [{ lines }] = parse(tune);
  const notes = notesOfLines(lines.flatMap(({ staff }) => staff?.[0] ?? [])).map(
    ({ pitch, start, length }): Note => ({
      pitch,
      velocity: VELOCITY,
      start: start * QUARTER,
      end: (start + length) * QUARTER,
    }),
  );
  if (notes.length === 0) throw new Error("no notes");
  const track = /^T:[ \t]*(.*)$/m.exec(tune)?.[1].trim() ?? "";
  return Melody.from({ file: name, track, program: 0, notes });
}

let abcjs: { parseOnly(abc: string): Parsed[] } | undefined;

/** abcjs takes a moment to load, so only who reads ABC waits for it. */
function parse(tune: string): Parsed[] {
  abcjs ??= createRequire(path.resolve("package.json"))("abcjs") as typeof abcjs;
  return abcjs!.parseOnly(tune);
}
