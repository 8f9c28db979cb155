import { spawn } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultFolder, readCorpus } from "../../lib/corpus";
import { songsIn } from "../../lib/corpus/cached-songs";
import { makeDataset } from "../../lib/dataset";
import { presets } from "../../lib/preset";
import { note, smf, text } from "./smf";

let folder: string;
let cache: string;
beforeEach(() => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "cache-"));
  folder = path.join(scratch, "songs");
  cache = path.join(scratch, "kept");
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
});

/** Long ago, so that the time tells one state of a file from another; a day later with each `day`. */
const time = (day: number): Date => new Date(Date.UTC(2020, 0, 1 + day));
const song = (pitch: number): Uint8Array => smf([[...text(3, "tune"), ...note(pitch, 0, 48)]]);
function put(file: string | Buffer, content: Uint8Array | string, day = 0): void {
  const full = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(file as string)]);
  fs.mkdirSync(path.dirname(full.toString("latin1")), { recursive: true });
  fs.writeFileSync(full, content);
  fs.utimesSync(full, time(day), time(day));
}
/** The pitch of each song's only note, by its file. */
async function read(o: Parameters<typeof readCorpus>[1] = {}): Promise<Record<string, number>> {
  const { melodies } = await readCorpus(folder, { cache, ...o });
  return Object.fromEntries(melodies.map(({ file, pitch }) => [file, pitch[0]]));
}
const arrowFile = (): string => path.join(cache, fs.readdirSync(cache).find((name) => name.endsWith(".arrow"))!);

describe("the cache of a collection", () => {
  it("reads a file once: again only when its size or time has changed", async () => {
    ["a", "b", "c", "gone"].forEach((name, i) => put(`${name}.mid`, song(60 + i)));
    expect(await read()).toEqual({ "a.mid": 60, "b.mid": 61, "c.mid": 62, "gone.mid": 63 });
    put("a.mid", song(70)); // As large as before, and of the same time: nobody can tell.
    put("b.mid", song(71), 1);
    put("c.mid", smf([[...note(72, 0, 48), ...note(50, 0, 48), ...note(51, 0, 48)]]));
    put("new.mid", song(73));
    fs.rmSync(path.join(folder, "gone.mid"));
    const now = { "a.mid": 60, "b.mid": 71, "c.mid": 72, "new.mid": 73 };
    expect(await read()).toEqual(now);
    put("new.mid", song(80));
    expect(await read()).toEqual(now);
    expect(await read({ cache: null })).toEqual({ ...now, "a.mid": 70, "new.mid": 80 });
  });

  it("does not trust the time of a file that was changed a moment ago", async () => {
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "a.mid"), song(60));
    const { atime, mtime } = fs.statSync(path.join(folder, "a.mid"));
    expect(await read()).toEqual({ "a.mid": 60 });
    fs.writeFileSync(path.join(folder, "a.mid"), song(61));
    fs.utimesSync(path.join(folder, "a.mid"), atime, mtime);
    expect(await read()).toEqual({ "a.mid": 61 });
  });

  it("gives the very same as a reading without it, to the last bit", async () => {
    const plain = await readCorpus(defaultFolder(), { cache: null });
    const first = await readCorpus(defaultFolder(), { cache });
    const again = await readCorpus(defaultFolder(), { cache });
    expect(plain.cache).toBeNull();
    expect(again).toEqual({ ...plain, cache: arrowFile() });
    expect(first).toEqual(again);
    const fingerprint = ({ melodies }: typeof plain) => makeDataset(melodies, presets.quick).fingerprint;
    expect(fingerprint(again)).toEqual(fingerprint(plain));
  });

  it("keeps what was skipped and why, names that are not UTF-8, and the tunes of ABC files", async () => {
    put("text.mid", "not music");
    put(Buffer.from("caf\xe9.mid", "latin1"), song(60));
    put("caf\\xe9.mid", song(61));
    put("book.abc", "X:1\nT:été\nK:C\nCDE|\n\nX:2\nT:no music\nK:C\n\nX:3\nK:C\nG|\n");
    fs.symlinkSync("later", path.join(folder, "link.mid"));
    const plain = await readCorpus(folder, { cache: null });
    expect(plain.melodies.map(({ file }) => file)).toHaveLength(4);
    expect(plain.skipped.map(({ file }) => file)).toEqual(["link.mid", "text.mid", "book.abc#2"]);
    for (let i = 0; i < 2; i++) expect(await readCorpus(folder, { cache })).toEqual({ ...plain, cache: arrowFile() });
    // What is no fault of the file's content is asked anew each time.
    put("later", song(62));
    expect((await readCorpus(folder, { cache })).skipped.map(({ file }) => file)).toEqual(["text.mid", "book.abc#2"]);
  });

  it("keeps each rule's melodies apart", async () => {
    put("a.mid", smf([[...note(40, 0, 48), ...note(41, 0, 48)], note(80, 0, 48)]));
    expect(await read()).toEqual({ "a.mid": 40 });
    expect(await read({ melody: "pitch-height" })).toEqual({ "a.mid": 80 });
    expect(await read()).toEqual({ "a.mid": 40 });
  });

  it("finds out damage anywhere, says so, and is whole again afterwards", async () => {
    const say = vi.spyOn(console, "log").mockImplementation(() => {});
    for (let i = 0; i < 20; i++) put(`${i}.mid`, song(40 + i));
    put("text.mid", "not music");
    const plain = await readCorpus(folder, { cache: null });
    await read();
    const whole = fs.readFileSync(arrowFile());
    const damage = (bytes: Buffer) => async () => {
      fs.writeFileSync(arrowFile(), bytes);
      expect(await readCorpus(folder, { cache })).toEqual({ ...plain, cache: arrowFile() });
    };
    const cases = [damage(Buffer.alloc(0)), damage(Buffer.from("not Arrow")), damage(Buffer.alloc(whole.length))];
    for (let cut = 0; cut < whole.length; cut += 499) cases.push(damage(whole.subarray(0, cut)));
    for (const run of cases) await run();
    expect(say).toHaveBeenCalledTimes(cases.length);
    expect(say).toHaveBeenLastCalledWith(
      expect.stringMatching(/cache of this collection is damaged: 21 of 21 files are/),
    );
    say.mockClear();
    await read();
    expect(say).not.toHaveBeenCalled();
    for (let at = 0; at < whole.length; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1 << (at % 8);
      await damage(bytes)();
    }
  });

  it("goes on where an interrupted reading was", async () => {
    const names = Array.from({ length: 40 }, (_, i) => `${String(i).padStart(2, "0")}.mid`);
    // Large enough to be read in several portions.
    const padded = (pitch: number) =>
      smf([
        [
          ...note(pitch, 0, 48),
          ...Array(2000)
            .fill(text(1, "x".repeat(100)))
            .flat(),
        ],
      ]);
    names.forEach((name, i) => put(name, padded(40 + i)));
    const options = { rule: "most-notes" as const, cache, keepEvery: 0, threads: 1 };
    let done = 0;
    const interrupt = (count: number): void => {
      done = count;
      if (count > 20) throw new Error("interrupted");
    };
    await expect(songsIn(folder, names, { ...options, onProgress: interrupt })).rejects.toThrow("interrupted");
    expect(fs.readdirSync(cache).filter((name) => name.endsWith(".part")).length).toBeGreaterThan(0);
    // Those that were read before it are not read again: nobody notices that they are others now.
    names.forEach((name, i) => put(name, padded(80 - i)));
    const heard: number[] = [];
    const { songs } = await songsIn(folder, names, { ...options, onProgress: (count) => heard.push(count) });
    const kept = heard[0];
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(done);
    const pitches = songs.map(({ melodies }) => melodies[0].pitch[0]);
    expect(pitches).toEqual(names.map((_, i) => (i < kept ? 40 + i : 80 - i)));
    expect(fs.readdirSync(cache)).toEqual([path.basename(arrowFile())]);
  });

  it("serves several processes at once", async () => {
    for (let i = 0; i < 300; i++) put(`${i}.mid`, song(i % 128));
    const program =
      `require("./lib/corpus").readCorpus(${JSON.stringify(folder)}, { cache: ${JSON.stringify(cache)} })` +
      `.then(({ melodies }) => console.log(melodies.map(({ file, pitch }) => file + " " + pitch[0]).join()));`;
    const run = (): Promise<string> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", program], {
          stdio: ["ignore", "pipe", 2],
        });
        let output = "";
        child.stdout!.on("data", (data) => (output += data));
        child.on("close", () => resolve(output.trim()));
      });
    const expected = Object.entries(await read({ cache: null }))
      .map(([file, pitch]) => `${file} ${pitch}`)
      .join();
    const here = Promise.all([read(), read(), read()]);
    expect(await Promise.all([run(), run(), run()])).toEqual(Array(3).fill(expected));
    await here;
    expect(fs.readdirSync(cache)).toEqual([path.basename(arrowFile())]);
    expect(Object.keys(await read())).toHaveLength(300);
  });

  it("is done without where it cannot be written, and that is said", async () => {
    const say = vi.spyOn(console, "log").mockImplementation(() => {});
    put("a.mid", song(60));
    fs.writeFileSync(cache, "a file where the folder would be");
    const corpus = await readCorpus(folder, { cache });
    expect(corpus).toMatchObject({ files: 1, cache: null });
    expect(say).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/cannot be kept for the next time \(E[A-Z]+\)/));
  });

  it("a full disk costs the cache, and what was there of it stays", async () => {
    const say = vi.spyOn(console, "log").mockImplementation(() => {});
    put("a.mid", song(60));
    await read();
    const before = fs.readFileSync(arrowFile());
    put("b.mid", song(61));
    fs.symlinkSync("/dev/full", `${arrowFile()}.${process.pid}.tmp`);
    expect(await read()).toEqual({ "a.mid": 60, "b.mid": 61 });
    expect(say).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("cannot be kept for the next time (ENOSPC)"));
    expect(fs.readFileSync(arrowFile())).toEqual(before);
    expect(await read()).toEqual({ "a.mid": 60, "b.mid": 61 });
    expect(say).toHaveBeenCalledTimes(1);
  });
});
