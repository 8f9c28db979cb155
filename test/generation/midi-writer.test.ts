import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMidi, type Note } from "../../lib/corpus";
import { writeMidi } from "../../lib/generation/midi-writer";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "writer-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const TICK = 1 / 960;
const notes: Note[] = [
  { pitch: 60, velocity: 1, start: 0, end: 0.5 },
  { pitch: 60, velocity: 127, start: 0.5, end: 0.7312 },
  { pitch: 64, velocity: 100, start: 0.7312, end: 2 },
  { pitch: 67, velocity: 64, start: 0.7312, end: 1 },
  { pitch: 127, velocity: 77, start: 3, end: 3.00001 },
];

/** What mido and pretty_midi read from a file. */
function inPython(file: string) {
  const program = `
import json, sys, mido, pretty_midi
f = mido.MidiFile(sys.argv[1], charset='utf8')
p = pretty_midi.PrettyMIDI(sys.argv[1], charset='utf8')
i = p.instruments
print(json.dumps({
  'format': f.type, 'tempos': [m.tempo for t in f.tracks for m in t if m.type == 'set_tempo'],
  'messages': [m.type for m in f.tracks[1]][:3], 'ends': [t[-1].type for t in f.tracks],
  'channels': sorted({m.channel for t in f.tracks for m in t if hasattr(m, 'channel')}),
  'parts': [[x.name, int(x.program), x.is_drum] for x in i],
  'notes': [[int(n.pitch), int(n.velocity), float(n.start), float(n.end)] for n in i[0].notes],
}))`;
  return JSON.parse(execFileSync(path.join(".venv", "bin", "python"), ["-c", program, file]).toString());
}

describe("writeMidi", () => {
  it("writes what mido and pretty_midi read as one track with name, program, tempo and the notes", () => {
    const file = path.join(folder, "song.mid");
    writeMidi(file, notes, { name: "Röslein 🎵", program: 73 });
    const read = inPython(file);
    expect(read).toMatchObject({
      format: 1,
      tempos: [500_000],
      messages: ["track_name", "program_change", "note_on"],
      ends: ["end_of_track", "end_of_track"],
      channels: [0],
      parts: [["Röslein 🎵", 73, false]],
    });
    const inOrder = read.notes.sort((a: number[], b: number[]) => a[2] - b[2] || a[0] - b[0]);
    expect(inOrder.map((n: number[]) => n.slice(0, 2))).toEqual(notes.map((n) => [n.pitch, n.velocity]));
    notes.slice(0, 4).forEach((note, i) => {
      expect(Math.abs(inOrder[i][2] - note.start)).toBeLessThanOrEqual(TICK / 2 + 1e-9);
      expect(Math.abs(inOrder[i][3] - note.end)).toBeLessThanOrEqual(TICK / 2 + 1e-9);
    });
    expect(inOrder[4][3] - inOrder[4][2]).toBeCloseTo(TICK, 9); // not silent
  });

  it("comes back through our own reader, every velocity as it was", () => {
    const file = path.join(folder, "scale.mid");
    const scale = Array.from({ length: 127 }, (_, i) => ({
      pitch: i,
      velocity: i + 1,
      start: i / 8,
      end: (i + 1) / 8,
    }));
    writeMidi(file, scale, { name: "scale", program: 5 });
    expect(readMidi(file).tracks).toEqual([{ name: "scale", program: 5, percussion: false, notes: scale }]);
  });

  it("is called melody and played on a piano unless told otherwise; takes notes in any order", () => {
    const file = path.join(folder, "plain.mid");
    writeMidi(file, [...notes].reverse());
    const [track] = readMidi(file).tracks;
    expect([track.name, track.program]).toEqual(["melody", 0]);
    expect(track.notes.map((n) => n.pitch)).toEqual([60, 60, 64, 67, 127]);
  });

  it("makes the folders, replaces a file that is there, and leaves nothing else behind", () => {
    const file = path.join(folder, "a", "b", "song.mid");
    writeMidi(file, notes);
    writeMidi(file, notes.slice(0, 1));
    expect(readMidi(file).tracks[0].notes).toHaveLength(1);
    expect(fs.readdirSync(path.dirname(file))).toEqual(["song.mid"]);
  });

  it("leaves nothing behind where it cannot write", () => {
    fs.mkdirSync(path.join(folder, "song.mid"));
    expect(() => writeMidi(path.join(folder, "song.mid"), notes)).toThrow();
    expect(fs.readdirSync(folder)).toEqual(["song.mid"]);
  });

  it("refuses what MIDI cannot say, before it touches the file", () => {
    const file = path.join(folder, "song.mid");
    const note = notes[0];
    const wrong: [string, Note][] = [
      ["Note 1 has pitch 128", { ...note, pitch: 128 }],
      ["Note 1 has pitch 60.5", { ...note, pitch: 60.5 }],
      ["Note 1 has velocity 0", { ...note, velocity: 0 }],
      ["Note 1 lasts from -1 s to 0.5 s", { ...note, start: -1 }],
      ["Note 1 lasts from 0.5 s to 0.5 s", { ...note, start: 0.5 }],
      ["Note 1 lasts from 0 s to NaN s", { ...note, end: NaN }],
      ["Note 1 lasts from 0 s to Infinity s", { ...note, end: Infinity }],
    ];
    for (const [message, bad] of wrong) expect(() => writeMidi(file, [note, bad])).toThrow(message);
    expect(() => writeMidi(file, [])).toThrow("There are no notes to write");
    expect(() => writeMidi(file, notes, { program: 128 })).toThrow("128 is not a General MIDI program");
    expect(fs.existsSync(file)).toBe(false);
  });
});
