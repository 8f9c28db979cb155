import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { defaultFolder, readCorpus } from "../../lib/corpus";
import { ReadThread, ThreadError } from "../../lib/corpus/read-thread";
import { packSongs, unpackSongs } from "../../lib/corpus/song-block";
import { SongReader } from "../../lib/corpus/song-reader";
import { note, smf } from "./smf";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "threads-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

it("several threads find what one does, in the same order", async () => {
  const one = await readCorpus(defaultFolder(), { cache: null, threads: 1 });
  const two = await readCorpus(defaultFolder(), { cache: null, threads: 2 });
  expect(two).toEqual(one);
  expect(two.melodies).toHaveLength(102);
});

it("a melody, a file that cannot be used, and an ABC file's tunes go through columns unchanged", () => {
  fs.writeFileSync(path.join(folder, "a.mid"), smf([[...note(60, 0, 48), ...note(62, 0, 12)]]));
  fs.writeFileSync(path.join(folder, "b.mid"), "not music");
  fs.writeFileSync(path.join(folder, "c.abc"), "X:1\nT:One\nK:C\nCDE|\n\nX:2\nK:C\n\nX:3\nK:C\nG|\n");
  const reader = new SongReader(folder, { rule: "most-notes" });
  const songs = ["a.mid", "b.mid", "none.mid", "c.abc"].map((file) => reader.read(file));
  expect(songs.map(({ melodies, skipped, lasting }) => [melodies.length, skipped.length, lasting])).toEqual([
    [1, 0, true],
    [0, 1, true],
    [0, 1, false],
    [2, 1, true],
  ]);
  expect(unpackSongs(packSongs(songs))).toEqual(songs);
  expect(unpackSongs(packSongs([]))).toEqual([]);
});

it("a thread that ends tells who waits for it, and who asks later", async () => {
  const thread = new ReadThread({ root: folder, rule: "no such rule" as "most-notes" });
  fs.writeFileSync(path.join(folder, "a.mid"), smf([note(60, 0, 48)]));
  const [{ skipped }] = unpackSongs(await thread.read(["a.mid"]));
  expect(skipped[0].reason).toContain("no such rule");
  const waiting = thread.read(null as unknown as string[]); // No list: the thread dies of it.
  await expect(waiting).rejects.toThrow(ThreadError);
  await expect(thread.read(["a.mid"])).rejects.toThrow(ThreadError);
  await thread.stop();
});

it("where threads fail, the songs are read all the same, and a line says so", async () => {
  const say = vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(ReadThread.prototype, "read").mockRejectedValue(new ThreadError("no more memory"));
  for (let i = 0; i < 9; i++) fs.writeFileSync(path.join(folder, `${i}.mid`), smf([note(60 + i, 0, 48)]));
  const { melodies } = await readCorpus(folder, { cache: null, threads: 2 });
  expect(melodies.map(({ pitch }) => pitch[0])).toEqual([60, 61, 62, 63, 64, 65, 66, 67, 68]);
  expect(say).toHaveBeenCalledExactlyOnceWith(
    "A thread that reads songs failed: no more memory. Reading goes on without it.",
  );
});

it("a pipe that has come in a song's place is not waited for", () => {
  execFileSync("mkfifo", [path.join(folder, "pipe.mid")]);
  expect(new SongReader(folder, { rule: "most-notes" }).read("pipe.mid").skipped[0].reason).toBe("not a regular file");
});
