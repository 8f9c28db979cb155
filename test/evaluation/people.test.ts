import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../lib/corpus";
import { makeDataset, songsOf } from "../../lib/dataset";
import {
  complexityRange,
  distinct,
  peopleRange,
  peopleWindows,
  seqRepN,
  stage,
  stageBesidePeople,
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

  it("has the same of complexity without looking for copies, and none where there are too few windows", () => {
    const { piece } = randomPieces(5);
    const songs = [piece(130, 9), piece(60, 30), piece(64, 3)];
    const windows = peopleWindows(songs, 12);
    const { distinct, seqRep4 } = peopleRange(windows);
    expect(windows).toHaveLength(20);
    expect(complexityRange([...songs, Int32Array.from(songs[0])], 12)).toEqual({ distinct, seqRep4 });
    expect(complexityRange(songs.slice(1, 2), 12)).toBeNull();
    expect(complexityRange([], 12)).toBeNull();
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

describe("stageBesidePeople", () => {
  const people = { distinct: [6, 15], seqRep4: [0.48, 0.87] } as const;
  const told = (distinct: number, seqRep4: number, stage: 1 | 2 | 3 = 3) =>
    stageBesidePeople({ stage, distinct, seqRep4 }, people);

  it("is 3 only within people's range, its ends included", () => {
    expect(told(6, 0.87)).toBe(3);
    expect(told(15, 0.48)).toBe(3);
  });

  it("is 2 for few notes, or the same passages, over and over, though there is no loop", () => {
    expect(told(3, 0.948)).toBe(2); // the piece that was called stage 3 by its loops alone
    expect(told(5, 0.6)).toBe(2);
    expect(told(9, 0.88)).toBe(2);
  });

  it("is none for a piece more varied than people's", () => {
    expect(told(30, 0.05)).toBeNull();
    expect(told(16, 0.6)).toBeNull();
    expect(told(9, 0.4)).toBeNull();
  });

  it("leaves loops what they are, and asks nobody where there is no range", () => {
    expect(told(9, 0.6, 1)).toBe(1);
    expect(told(9, 0.6, 2)).toBe(2);
    expect(stageBesidePeople({ stage: 3, distinct: 3, seqRep4: 0.9 }, null)).toBe(3);
  });
});
