/** `npm run continue`: its options, and what the program makes of them. */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseMidi, readSong } from "../../lib/corpus";
import { continueMelody, readPlayModel } from "../../lib/experiment";
import { writeMidi } from "../../lib/generation";
import { train } from "../../lib/training";
import { readContinueOptions } from "../../setup/commands/continue.mjs";
import { tinyDataset } from "../training/tiny";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "continue-"));
  const notes = Array.from({ length: 50 }, (_, i) => {
    return { pitch: 60 + ((i * 5) % 12), velocity: 80, start: i / 2, end: i / 2 + 0.4 };
  });
  writeMidi(path.join(folder, "tune.mid"), notes, { name: "a tune", program: 40 });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.stubEnv("INIT_CWD", folder);
  for (const name of ["PRESET", "OUT_DIR"]) vi.stubEnv(name, "");
});
afterEach(() => vi.unstubAllEnvs());

function run(...args: string[]): { status: number | null; lines: string[] } {
  const wanted = { ...readContinueOptions(args), results: path.join(folder, "results") };
  const tsx = path.resolve("node_modules", "tsx", "dist", "cli.mjs");
  const ended = spawnSync(process.execPath, [tsx, "reproduce/continue.ts", JSON.stringify(wanted)], {
    encoding: "utf8",
  });
  return { status: ended.status, lines: `${ended.stdout}${ended.stderr}`.trim().split("\n") };
}

const bytesOf = (name: string): Buffer => fs.readFileSync(path.join(folder, name));
const notesOf = (name: string) => parseMidi(bytesOf(name), name).tracks[0].notes;

describe("the options", () => {
  it("have defaults, and paths are those of the user", () => {
    expect(readContinueOptions(["tune.mid"])).toMatchObject({
      song: path.join(folder, "tune.mid"),
      temperature: 0.9,
      topP: 1,
      notes: 200,
      seed: 0,
      out: null,
      force: false,
      model: null,
      results: path.resolve("results", "standard"),
    });
    const given = "t.mid --temperature 0 --top-p 0.5 --notes 7 --seed=-3 --out o.mid --preset quick --force".split(" ");
    const results = path.resolve("results", "quick");
    const out = path.join(folder, "o.mid");
    expect(readContinueOptions(given)).toMatchObject({ temperature: 0, topP: 0.5, notes: 7, seed: -3, out, results });
  });

  it.each([
    [[], "Say which song. Usage: npm run continue"],
    [["a.mid", "b.mid"], "Give one song. Usage"],
    [["a.mid", "--temperature", "hot"], "--temperature hot: give a number from 0"],
    [["a.mid", "--temperature", ""], "--temperature : give a number from 0"],
    [["a.mid", "--top-p", "0"], "--top-p 0: give a number above 0"],
    [["a.mid", "--notes", "1.5"], "--notes 1.5: give a whole number from 1"],
    [["a.mid", "--seed", "1e10"], "--seed 1e10: give a whole number"],
    [["a.mid", "--preset", "huge"], 'There is no preset "huge"'],
    [["a.mid", "--preset", "quick", "--model", "x"], "Give a preset or a model, not both"],
    [["a.mid", "--loud"], "Unknown option '--loud'. Usage"],
    [["caf\ufffd.mid"], "not UTF-8 as \\xe9"],
  ])("%j are refused in one line", (args, message) => {
    expect(() => readContinueOptions(args)).toThrow(message);
    expect(() => readContinueOptions(args)).not.toThrow("\n");
  });
});

describe("npm run continue", () => {
  it("composes with the shipped model where nothing is trained, and says so", () => {
    const { status, lines } = run("tune.mid", "--notes", "30", "--seed", "5");
    expect([status, lines.length]).toEqual([0, 3]);
    expect(lines[0]).toBe('Melody: track "a tune" of tune.mid, 50 notes.');
    expect(lines[1]).toContain("Model: the small one that is shipped, data/small.model");
    expect(lines[2]).toContain("tune-continued.mid: those notes, then 30 new ones from 0:15 on");
    const model = readPlayModel("data/small.model");
    const wanted = continueMelody(model, readSong(path.join(folder, "tune.mid")), {
      length: 30,
      seed: 5,
      temperature: 0.9,
    });
    const notes = notesOf("tune-continued.mid");
    expect(notes.map(({ pitch }) => pitch)).toEqual(wanted.notes.map(({ pitch }) => pitch));
    expect(notes.length).toBe(model.timesteps + 30);
    expect(parseMidi(bytesOf("tune-continued.mid"), "").tracks[0].program).toBe(40);
  });

  it("never replaces a file without being told to", () => {
    fs.writeFileSync(path.join(folder, "mine.mid"), "mine");
    const refused = run("tune.mid", "--out", "mine.mid");
    expect([refused.status, refused.lines.length]).toEqual([1, 1]);
    expect(refused.lines[0]).toContain("mine.mid is there already");
    expect(bytesOf("mine.mid").toString()).toBe("mine");
    const forced = run("tune.mid", "--out", "mine.mid", "--force", "--notes", "5");
    expect([forced.status, forced.lines[0]]).toEqual([0, `${path.join(folder, "mine.mid")} is replaced.`]);
    expect(notesOf("mine.mid").length).toBe(37);
    const [first, second] = [run("tune.mid", "--notes", "1"), run("tune.mid", "--notes", "1")].map(
      ({ lines }) => lines[2],
    );
    expect(first.split(":")[0]).not.toBe(second.split(":")[0]);
  });

  it("takes the trained model where there is one", async () => {
    const run1 = await train({ dataset: tinyDataset({ epochs: 1 }), folder: path.join(folder, "results") });
    run1.dispose();
    const { status, lines } = run("tune.mid", "--out", "trained.mid", "--notes", "12", "--temperature", "0");
    expect(status).toBe(0);
    expect(lines[1]).toContain(
      `Model: the one trained in ${path.join(folder, "results")}, epoch 1. It reads the last 8 notes`,
    );
    expect(lines[2]).toContain("trained to repeat the 8 notes");
    fs.rmSync(path.join(folder, "results"), { recursive: true });
  });

  it.each([
    ["none.mid", "none.mid: does not exist"],
    [".", "not a regular file"],
    ["text.mid", "text.mid: not a MIDI file"],
  ])("says in one line what is wrong with %s", (song, message) => {
    fs.writeFileSync(path.join(folder, "text.mid"), "no music");
    const { status, lines } = run(song);
    expect([status, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain(message);
  });

  it("says in one line what is wrong with a model", () => {
    fs.writeFileSync(path.join(folder, "no.model"), "no model");
    expect(run("tune.mid", "--model", "none.model").lines).toEqual([
      `${path.join(folder, "none.model")} is not there.`,
    ]);
    expect(run("tune.mid", "--model", "no.model").lines[0]).toContain("no.model: This is no model to play with");
  });

  it("takes names as bytes, and shows no control character of them", () => {
    const name = Buffer.from("caf\xe9\x1b[2J.mid", "latin1");
    fs.copyFileSync(path.join(folder, "tune.mid"), Buffer.concat([Buffer.from(`${folder}/`), name]));
    const { status, lines } = run("caf\\xe9\u001b[2J.mid", "--notes", "3");
    expect(status).toBe(0);
    expect(lines.join("")).not.toContain("\u001b");
    const made = fs.readdirSync(folder, { encoding: "buffer" }).map((file) => file.toString("latin1"));
    expect(made).toContain("caf\xe9\u001b[2J-continued.mid");
  });
});
