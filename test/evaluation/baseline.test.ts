import { describe, expect, it } from "vitest";
import { songBaseline, withoutDuplicates } from "../../lib/evaluation/baseline";
import { longestCopy, ngramOverlap } from "../../lib/evaluation/originality";
import { randomPieces } from "./random";

describe("withoutDuplicates", () => {
  it("keeps the first of equal songs", () => {
    const a = [1, 2, 3];
    const b = [1, 2];
    expect(withoutDuplicates([a, b, [1, 2, 3], [12, 3]])).toEqual([
      [1, 2, 3],
      [1, 2],
      [12, 3],
    ]);
    expect(withoutDuplicates([a, b, [1, 2, 3]])[0]).toBe(a);
  });
});

describe("songBaseline", () => {
  it("holds each window against the other songs", () => {
    // Windows of 3: song 0 → 1 2 3 (2 3 is in song 1) and 4 5 6 (nothing); 7 is left over.
    // Song 1 → 2 3 9 (2 3 is in song 0).
    expect(
      songBaseline(
        [
          [1, 2, 3, 4, 5, 6, 7],
          [2, 3, 9],
        ],
        3,
        [1, 2],
      ),
    ).toEqual([
      { song: 0, at: 0, longestCopy: 2, overlap: { 1: 2 / 3, 2: 1 / 2 } },
      { song: 0, at: 3, longestCopy: 0, overlap: { 1: 0, 2: 0 } },
      { song: 1, at: 0, longestCopy: 2, overlap: { 1: 2 / 3, 2: 1 / 2 } },
    ]);
  });

  it("is not moved by a song that is there twice", () => {
    const songs = [
      [1, 2, 3, 4],
      [3, 4, 5, 6],
    ];
    expect(songBaseline([...songs, [1, 2, 3, 4]], 4, [2])).toEqual(songBaseline(songs, 4, [2]));
  });

  it("agrees with cutting the windows out and asking about each", () => {
    const { below, piece } = randomPieces(11);
    for (let i = 0; i < 40; i++) {
      const songs = withoutDuplicates(Array.from({ length: 3 }, () => piece(5 + below(25), 3)));
      for (const window of songBaseline(songs, 5, [1, 2, 3])) {
        const cut = songs[window.song].subarray(window.at, window.at + 5);
        const others = songs.filter((_, s) => s !== window.song);
        expect(window.longestCopy).toBe(longestCopy(cut, others).length);
        for (const n of [1, 2, 3]) expect(window.overlap[n]).toBeCloseTo(ngramOverlap(cut, others, n), 12);
      }
    }
  });

  it("leaves out songs shorter than a window and refuses a window of none", () => {
    expect(
      songBaseline(
        [
          [1, 2],
          [1, 2, 3],
        ],
        3,
      ),
    ).toEqual([{ song: 1, at: 0, longestCopy: 2, overlap: {} }]);
    expect(() => songBaseline([[1]], 0)).toThrow(/whole number/);
  });
});
