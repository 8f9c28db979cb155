/** Every file of the default collection against another parser; against pretty_midi in check-midi.test.ts. */
import * as fs from "fs";
import * as path from "path";
import { Midi } from "@tonejs/midi";
import { beforeAll, describe, expect, it } from "vitest";
import {
  defaultFolder,
  parseMidi,
  pickMelody,
  readCorpus,
  readMelody,
  type Corpus,
  type Note,
  type Track,
} from "../../lib/corpus";

let corpus: Corpus;
const bytesOf = (file: string) => fs.readFileSync(path.join(corpus.folder, file));

beforeAll(async () => {
  delete process.env.MIDI_DIR;
  corpus = await readCorpus(defaultFolder());
});

describe("the default collection", () => {
  it("has 105 files, 102 of them with a melody, of 33,397 notes together", () => {
    expect({ files: corpus.files, melodies: corpus.melodies.length, notes: corpus.notes }).toEqual({
      files: 105,
      melodies: 102,
      notes: 33_397,
    });
    expect(corpus.melodies.reduce((sum, melody) => sum + melody.notes.length, 0)).toBe(33_397);
    expect(corpus.skipped).toEqual([
      { file: "MIDIBadHeaderChunk.mid", reason: "not a MIDI file (no MThd header)" },
      { file: "MIDIBadHeaderLength.mid", reason: "no track found (no MTrk chunk where the header says)" },
      { file: "MIDIBadTrackHdr.mid", reason: "no track found (no MTrk chunk where the header says)" },
    ]);
  });

  it("has the same melodies whether a file's tracks are all built or only the chosen one", () => {
    for (const melody of corpus.melodies) {
      const bytes = bytesOf(melody.file);
      expect(readMelody(bytes, melody.file)).toEqual(melody);
      expect(pickMelody(parseMidi(bytes, melody.file))).toEqual(melody);
    }
  });
});

describe("beside @tonejs/midi", () => {
  // @tonejs/midi loses a note that starts under one program and ends under another; SMPTE time it does not know.
  const apart = new Set(["Avgvst/ParadigmShifter.mid", "MIDIBadHeaderSMTPE.mid"]);

  it("every track has the same program, notes and times (1 µs), in the same order", () => {
    for (const { file } of corpus.melodies) {
      if (apart.has(file)) continue;
      const theirs = tonejsTracks(bytesOf(file));
      const ours = parseMidi(bytesOf(file), file).tracks;
      expect(ours.map(heading), file).toEqual(theirs.map(heading));
      ours.forEach((track, i) =>
        expect(distance(track.notes, theirs[i].notes), `${file}, track ${i}`).toBeLessThan(1e-6),
      );
    }
  });

  it("the melodies are the same, in the two files that differ otherwise too", () => {
    for (const { file, notes } of corpus.melodies) {
      const best = pickMelody({ file, tracks: tonejsTracks(bytesOf(file)) });
      expect(best.notes.length, file).toBe(notes.length);
      if (file !== "MIDIBadHeaderSMTPE.mid") expect(distance(notes, best.notes), file).toBeLessThan(1e-6);
    }
  });

  it("loses four notes that sound across a change of program", () => {
    const file = "Avgvst/ParadigmShifter.mid";
    const count = (tracks: readonly Track[]) => tracks.reduce((sum, track) => sum + track.notes.length, 0);
    expect(count(parseMidi(bytesOf(file), file).tracks) - count(tonejsTracks(bytesOf(file)))).toBe(4);
  });
});

function heading({ program, percussion, notes }: Track) {
  return { program, percussion, notes: notes.length };
}

/** Largest difference of times, in seconds; Infinity where pitches or velocities differ. */
function distance(a: readonly Note[], b: readonly Note[]): number {
  return Math.max(
    ...a.map((n, i) =>
      n.pitch === b[i].pitch && n.velocity === b[i].velocity
        ? Math.max(Math.abs(n.start - b[i].start), Math.abs(n.end - b[i].end))
        : Infinity,
    ),
  );
}

function tonejsTracks(bytes: Uint8Array): Track[] {
  const tracks = new Midi(bytes).tracks.map((track) => ({
    name: track.name,
    program: track.instrument.number,
    percussion: track.channel === 9,
    notes: track.notes
      .map((n) => ({ pitch: n.midi, velocity: Math.round(n.velocity * 127), start: n.time, end: n.time + n.duration }))
      .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
  }));
  return tracks.filter((track) => track.notes.length > 0);
}
