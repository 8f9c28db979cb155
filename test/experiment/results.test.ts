import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePreset, presets } from "../../lib/preset";
import { beginFresh, readSummary, recordSummary, resultsFolder } from "../../lib/experiment/results";
import { emptySummary, parseSummary, summaryDiary, type Summary } from "../../lib/experiment/summary";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "results-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  delete process.env.OUT_DIR;
});

const entry = {
  epoch: 3,
  file: "diary/epoch-0003.mid",
  notes: 100,
  distinct: 4,
  longestRun: 2,
  loopPeriod: null,
  stage: 3 as const,
  longestCopy: 7,
};

describe("summary.json", () => {
  it("keeps the sections that other notebooks wrote", () => {
    recordSummary(folder, { vocabulary: { size: 392 } });
    recordSummary(folder, { velocity: { edges: [85, 110] } });
    const summary = JSON.parse(fs.readFileSync(path.join(folder, "summary.json"), "utf8"));
    expect(summary).toEqual({ ...emptySummary(), vocabulary: { size: 392 }, velocity: { edges: [85, 110] } });
  });

  it("refuses a section of another shape and leaves the file as it was", () => {
    recordSummary(folder, { vocabulary: { size: 392 } });
    const odd = { size: "many" } as unknown as { size: number };
    expect(() => recordSummary(folder, { vocabulary: odd })).toThrow(/vocabulary/);
    expect(readSummary(folder).vocabulary).toEqual({ size: 392 });
  });

  it("names what is wrong: unknown and missing fields, a stage that is none, a number that is none", () => {
    const refused = (part: object, where: RegExp) =>
      expect(() => recordSummary(folder, part as Partial<Summary>)).toThrow(where);
    refused({ diary: [entry, { ...entry, stage: 4 }] }, /diary\.1\.stage/);
    refused({ diary: [{ ...entry, mood: "sad" }] }, /diary\.0: .*mood/);
    refused({ duration: { edges: [0.5, NaN], unit: "s" } }, /duration\.edges\.1/);
    refused({ tensor: { shape: [1, 2] } }, /tensor\.shape/);
    refused({ corpus: { files: 3, melodies: 2, notes: 1 } }, /corpus\.skipped/);
    refused({ more: 1 }, /more/);
    expect(fs.existsSync(path.join(folder, "summary.json"))).toBe(false);
  });

  it("has a section for a collection never seen, whose figures may be null until they are measured", () => {
    expect(emptySummary().unseen).toBeNull();
    const bitsPerNote = { network: 3.2, plain: 4, kneserNey: 3.9, memory: null };
    const unseen = { collection: "tunes", tunes: 12, bitsPerNote, composed: { pieces: null, withinPeople: null } };
    recordSummary(folder, { unseen });
    expect(readSummary(folder).unseen).toEqual(unseen);
    expect(() => recordSummary(folder, { unseen: { ...unseen, tunes: -1 } })).toThrow(/unseen\.tunes/);
    recordSummary(folder, { unseen: null });
    expect(readSummary(folder).unseen).toBeNull();
  });

  it("is read where it is older or newer than this program", () => {
    const { unseen, ...older } = emptySummary();
    expect([unseen, parseSummary(older)]).toEqual([null, emptySummary()]);
    fs.writeFileSync(path.join(folder, "summary.json"), JSON.stringify({ ...emptySummary(), later: { x: 1 } }));
    recordSummary(folder, { vocabulary: { size: 3 } });
    expect(readSummary(folder)).toEqual({ ...emptySummary(), later: { x: 1 }, vocabulary: { size: 3 } });
  });

  it("takes of a diary what belongs into it", () => {
    expect(summaryDiary([{ ...entry, indices: [1, 2], measures: { overlap2: 1 } } as typeof entry])).toEqual([entry]);
  });

  it("names a damaged file", () => {
    fs.writeFileSync(path.join(folder, "summary.json"), "{ half");
    expect(() => readSummary(folder)).toThrow(/summary\.json is damaged/);
    fs.writeFileSync(path.join(folder, "summary.json"), '{"vocabulary": {"size": -1}}');
    expect(() => recordSummary(folder, {})).toThrow(/summary\.json is damaged \(vocabulary\.size/);
  });
});

describe("the results' folder", () => {
  it("is OUT_DIR where that is set", () => {
    process.env.OUT_DIR = path.join(folder, "mine");
    expect(resultsFolder(presets.quick)).toBe(path.join(folder, "mine"));
    expect(fs.statSync(path.join(folder, "mine")).isDirectory()).toBe(true);
  });
});

describe("beginning anew", () => {
  it("is asked for once, by FRESH=1", () => {
    process.env.FRESH = "1";
    expect([beginFresh(), beginFresh()]).toEqual([true, false]);
    process.env.FRESH = "0";
    expect(beginFresh()).toBe(false);
  });
});

describe("presets", () => {
  it("are chosen by name and an unknown name is answered with the known ones", () => {
    expect(choosePreset("article").units).toEqual([1024, 1024]);
    expect(() => choosePreset("toString")).toThrow(/quick, standard, article/);
  });
});
