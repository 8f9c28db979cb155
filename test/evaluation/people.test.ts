import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../lib/corpus";
import { makeDataset, songsOf } from "../../lib/dataset";
import {
  distinct,
  peopleRange,
  peopleWindows,
  seqRepN,
  stage,
  withinPeople,
  type PeopleRange,
} from "../../lib/evaluation";
import { presets } from "../../lib/preset";
import { randomPieces } from "./random";

describe("peopleWindows", () => {
  it("measures every whole window, each held against the other songs", () => {
    const { piece } = randomPieces(4);
    const shared = piece(9, 30);
    const a = Int32Array.of(...piece(20, 5), ...shared, ...piece(6, 5));
    const b = Int32Array.of(...shared, ...piece(15, 30));
    const windows = peopleWindows([a, b, Int32Array.from(a)], 12);
    expect(windows).toHaveLength(4); // 35 and 24 notes; the copy of the first song does not count
    expect(windows[0]).toMatchObject({
      stage: stage(a.subarray(0, 12)),
      distinct: distinct(a.subarray(0, 12)),
      seqRep4: seqRepN(a.subarray(0, 12), 4),
    });
    expect(windows[2].longestCopy).toBeGreaterThanOrEqual(9);
  });
});

describe("peopleRange and withinPeople", () => {
  it("is from 5 % to 95 % of the windows", () => {
    const windows = Array.from({ length: 101 }, (_, i) => ({
      stage: 3 as const,
      distinct: i,
      seqRep4: i / 100,
      longestCopy: 2 * i,
    }));
    const range = peopleRange(windows);
    expect(range.distinct).toEqual([5, 95]);
    expect(range.longestCopy).toEqual([10, 190]);
    expect(withinPeople({ distinct: 5, seqRep4: 0.95 }, range)).toBe(true);
    expect(withinPeople({ distinct: 4, seqRep4: 0.5 }, range)).toBe(false);
    expect(withinPeople({ distinct: 9, seqRep4: 0.96 }, range)).toBe(false);
    const copy = { distinct: 9, seqRep4: 0.5, longestCopy: 191 };
    expect(withinPeople(copy, range)).toBe(true);
    expect(withinPeople(copy, range, ["distinct", "longestCopy"])).toBe(false);
    expect(() => peopleRange([])).toThrow(/No song has a whole window/);
  });

  describe("of the default collection", () => {
    let range: PeopleRange;
    let shares: number[];
    beforeAll(async () => {
      const { melodies } = await readCorpus();
      const dataset = makeDataset(melodies, { ...presets.standard, songs: null });
      const windows = peopleWindows(
        songsOf(dataset, "train").map(({ indices }) => indices),
        100,
      );
      range = peopleRange(windows);
      shares = [1, 2, 3].map((s) => windows.filter((w) => w.stage === s).length / windows.length);
      expect(windows.length).toBe(252);
    });

    it("has more windows without a loop than with one", () => {
      expect(shares.map((share) => Math.round(100 * share))).toEqual([2, 40, 58]);
    });

    it("does not take three notes over and over for a melody, though there is no loop", () => {
      expect(withinPeople({ distinct: 3, seqRep4: 0.948 }, range)).toBe(false);
      expect(withinPeople({ distinct: 13, seqRep4: 0.629 }, range)).toBe(true);
    });
  });
});
