import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { choosePreset, chosenBins, forgetBins, presets, useBins } from "../lib/preset";

const mine = { duration: { edges: [0.13, 0.5] }, velocity: { method: "jenks", count: 3 } } as const;
let folder: string;
let file: string;
let printed: string[];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "bins-"));
  file = path.join(folder, "data", "bins.json");
  vi.stubEnv("CHOSEN_BINS", file);
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true });
});

describe("bins that the reader chose", () => {
  it("stand in the place of every preset's, in a process of its own too, and a line says so", () => {
    useBins(mine);
    expect(printed[0]).toMatch(
      /edges at 0\.13, 0\.5 s; velocity, 3 by jenks .*bins\.json; forgetBins\(\) .*choosePreset/s,
    );
    expect(choosePreset("quick")).toEqual({
      ...presets.quick,
      durationBins: mine.duration,
      velocityBins: mine.velocity,
    });
    expect(printed[1]).toMatch(/^Bins of your own are in force: .*\)\.$/);
    const program = 'console.log(JSON.stringify(require("./lib/preset").choosePreset("article").durationBins))';
    const { stdout } = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", program], { encoding: "utf8" });
    expect(stdout.trim().split("\n")).toEqual([printed[1], '{"edges":[0.13,0.5]}']);
  });

  it("are taken back", () => {
    useBins(mine);
    forgetBins();
    expect(chosenBins()).toBeNull();
    expect(choosePreset("quick")).toBe(presets.quick);
    forgetBins();
    expect(printed.slice(1)).toEqual([expect.stringMatching(/are forgotten/), expect.stringMatching(/No bins were/)]);
  });

  it("are kept when further ones are none", () => {
    useBins(mine);
    const kept = fs.readFileSync(file, "utf8");
    for (const wrong of [
      undefined,
      {},
      { ...mine, duration: { edges: [2, 1] } },
      { ...mine, duration: { edges: ["a"] } },
      { ...mine, velocity: { method: "by ear", count: 3 } },
      { ...mine, velocity: { method: "jenks", count: 0.5 } },
    ]) {
      expect(() => useBins(wrong as never)).toThrow(/Give |edge/);
    }
    expect(fs.readFileSync(file, "utf8")).toBe(kept);
  });

  it("in a damaged file are an error that says what to do", () => {
    fs.mkdirSync(path.dirname(file));
    for (const text of ["{", "null", '{"duration":{"edges":[2,1]}}']) {
      fs.writeFileSync(file, text);
      expect(() => choosePreset("quick")).toThrow(/bins\.json holds no bins .*; delete it/);
    }
  });

  it("do not hold where they are switched off, as in npm run reproduce", () => {
    useBins(mine);
    vi.stubEnv("CHOSEN_BINS", "off");
    expect(choosePreset("quick")).toBe(presets.quick);
    expect(() => useBins(mine)).toThrow(/off/);
  });
});
