import { describe, expect, it } from "vitest";
import { distinct, distinctN, longestRun, ngrams, seqRepN } from "../../lib/evaluation/repetition";

describe("longestRun", () => {
  it("is the longest unbroken run of one note", () => {
    expect(longestRun([4, 4, 7, 7, 7, 4, 4])).toBe(3);
    expect(longestRun([1, 2, 1, 2])).toBe(1);
    expect(longestRun([5, 3, 3, 3, 3])).toBe(4);
    expect(longestRun([])).toBe(0);
  });
});

describe("distinct", () => {
  it("counts different notes", () => {
    expect(distinct(Int32Array.of(4, 7, 4, 9, 9))).toBe(3);
    expect(distinct([])).toBe(0);
  });
});

describe("ngrams", () => {
  it("begins a passage at every note", () => {
    expect(ngrams([1, 2, 31], 2)).toEqual(["1 2", "2 31"]);
    expect(ngrams([1, 2], 3)).toEqual([]);
  });

  it("tells 1 11 from 11 1", () => {
    expect(new Set(ngrams([1, 11, 1, 11], 2)).size).toBe(2);
  });

  it("refuses n below 1", () => {
    expect(() => ngrams([1], 0)).toThrow(/1 note or more/);
    expect(() => ngrams([1], 1.5)).toThrow(/1 note or more/);
  });
});

describe("distinctN and seqRepN", () => {
  it("agree with counting by hand", () => {
    // 1 2 3 1 2 4: bigrams 12 23 31 12 24, four different of five
    expect(distinctN([1, 2, 3, 1, 2, 4], 2)).toBeCloseTo(4 / 5, 12);
    expect(seqRepN([1, 2, 3, 1, 2, 4], 2)).toBeCloseTo(1 / 5, 12);
    // trigrams 123 231 312 124: all different
    expect(distinctN([1, 2, 3, 1, 2, 4], 3)).toBe(1);
    expect(seqRepN([1, 2, 3, 1, 2, 4], 3)).toBe(0);
    // one note 100 times: 97 four-grams, one of them new
    expect(seqRepN(new Int32Array(100).fill(3), 4)).toBeCloseTo(96 / 97, 12);
  });

  it("are 0 where there is no n-gram", () => {
    expect(distinctN([1, 2], 3)).toBe(0);
    expect(seqRepN([1, 2], 3)).toBe(0);
  });
});
