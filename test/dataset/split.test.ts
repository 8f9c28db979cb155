import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { splitOf } from "../../lib/dataset";
import { pickSongs, sidesOf } from "../../lib/dataset/songs";
import { splitFraction } from "../../lib/dataset/split";
import { mix } from "../../lib/dataset/random";

function melody(pitches: number[], velocity = 80, beat = 0.5): Melody {
  const notes = pitches.map((pitch, i) => ({ pitch, velocity, start: i * beat, end: (i + 1) * beat }));
  return Melody.from({ file: `${pitches.join("-")}.mid`, track: "", program: 0, notes });
}

describe("splitOf", () => {
  // From Python: int.from_bytes(hashlib.sha256(bytes(pitches)).digest()[:6], "big") / 2**48
  it.each([
    [[60, 62, 64], 0.4941302272885366, "train"],
    [[60], 0.8544499276819089, "validation"],
    [[60, 62, 64, 65], 0.9139529373127822, "test"],
    [[60, 76], 0.8003341609000714, "validation"],
    [[60, 48], 0.9002437992530332, "test"],
  ])("puts %j at %d: %s", (pitches, fraction, side) => {
    expect(splitFraction(melody(pitches))).toBe(fraction);
    expect(splitOf(melody(pitches))).toBe(side);
  });

  it("keeps the same tune together, whatever its name, loudness and tempo", () => {
    expect(splitFraction(new Melody({ file: "copy.mid", track: "", program: 0 }, melody([60, 61], 20, 1.5)))).toBe(
      splitFraction(melody([60, 61])),
    );
  });

  it("gives about 80, 10 and 10 % of many tunes", () => {
    const count = { train: 0, validation: 0, test: 0 };
    for (let i = 0; i < 3000; i++) count[splitOf(melody([0, 1, 2, 3].map((n) => mix(i, n) % 128)))]++;
    expect(count.train / 3000).toBeCloseTo(0.8, 1);
    expect(count.validation / 3000).toBeCloseTo(0.1, 1);
    expect(count.test / 3000).toBeCloseTo(0.1, 1);
  });
});

describe("sidesOf", () => {
  const [low, middle, high] = [
    [60, 62, 64],
    [55, 57],
    [50, 52, 54, 56],
  ].map((p) => melody(p)); // 0.49, 0.60, 0.63
  const validation = melody([60]);
  const test = melody([60, 62, 64, 65]);

  it("is splitOf where every side has a song", () => {
    expect(sidesOf([test, low, validation])).toEqual(["test", "train", "validation"]);
  });

  it("moves the songs nearest to the border where a side would be empty", () => {
    expect(sidesOf([high, low, middle])).toEqual(["test", "train", "validation"]);
    expect(sidesOf([low, middle, test])).toEqual(["train", "validation", "test"]);
    expect(sidesOf([low, middle, validation])).toEqual(["train", "validation", "test"]);
    expect(sidesOf([validation, test, melody([60, 48])])).toEqual(["train", "test", "validation"]);
  });

  it("keeps copies together, and does without sides where there are too few tunes", () => {
    expect(sidesOf([low, middle, low])).toEqual(["train", "validation", "train"]);
    expect(sidesOf([low, low])).toEqual(["train", "train"]);
    expect(sidesOf([test])).toEqual(["train"]);
    expect(sidesOf([])).toEqual([]);
  });
});

describe("pickSongs", () => {
  const sides = Array.from({ length: 100 }, (_, i) => (i % 10 === 3 ? "validation" : i % 10 === 7 ? "test" : "train"));

  it("spreads a limit over the collection, a tenth from each held-back side", () => {
    const picked = pickSongs(sides as never[], 10);
    // Of ten validation songs (3, 13, …) the middle one, index floor(0.5 · 10); of 80 train songs every tenth from the 5th.
    expect(picked).toHaveLength(10);
    expect(picked).toContain(53);
    expect(picked).toContain(57);
    expect(picked.filter((i) => sides[i] === "train")).toEqual([6, 19, 31, 44, 56, 69, 81, 94]);
  });

  it("takes all without a limit, or with one that is not reached", () => {
    expect(pickSongs(["train", "test", "validation"], null)).toEqual([0, 1, 2]);
    expect(pickSongs(["train", "test", "validation"], 8)).toEqual([0, 1, 2]);
  });

  it("takes at least one song of each side", () => {
    expect(pickSongs(["train", "train", "train", "test", "train", "validation"], 3)).toEqual([2, 3, 5]);
  });
});
