import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePreset, presets } from "../../lib/preset";
import { beginFresh, readSummary, recordSummary, resultsFolder } from "../../lib/experiment/results";
import { emptySummary, summaryFaults } from "../../lib/experiment/summary";

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
    expect(summaryFaults({ ...emptySummary(), diary: [entry] })).toEqual([]);
    expect(summaryFaults({ ...emptySummary(), diary: [{ ...entry, stage: 4 }] })).toEqual(["diary"]);
    expect(summaryFaults({ ...emptySummary(), diary: [{ ...entry, mood: "sad" }] })).toEqual(["diary"]);
    expect(summaryFaults({ ...emptySummary(), duration: { edges: [NaN], unit: "s" } })).toEqual(["duration"]);
    expect(summaryFaults({ ...emptySummary(), more: 1 })).toEqual(["more"]);
    const { corpus, ...rest } = emptySummary();
    expect([corpus, summaryFaults(rest)]).toEqual([null, ["corpus"]]);
  });

  it("names a damaged file", () => {
    fs.writeFileSync(path.join(folder, "summary.json"), "{ half");
    expect(() => readSummary(folder)).toThrow(/summary\.json is damaged/);
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
