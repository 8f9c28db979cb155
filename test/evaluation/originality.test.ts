import { describe, expect, it } from "vitest";
import { longestCopy, ngramOverlap, SongIndex } from "../../lib/evaluation/originality";
import { ngrams } from "../../lib/evaluation/repetition";
import { randomPieces } from "./random";

describe("longestCopy", () => {
  it("says how long the copy is and where it is from", () => {
    const songs = [
      [1, 2, 3, 4, 5],
      [9, 9, 3, 4, 5, 6, 7],
    ];
    expect(longestCopy([8, 8, 3, 4, 5, 6, 1], songs)).toEqual({ length: 4, song: 1, at: 2, from: 2 });
  });

  it("does not run from one song into the next", () => {
    expect(
      longestCopy(
        [1, 2, 3, 4],
        [
          [1, 2],
          [3, 4],
        ],
      ).length,
    ).toBe(2);
  });

  it("finds a copied loop only as long as the song has it", () => {
    expect(longestCopy([1, 2, 1, 2, 1, 2, 1, 2], [[5, 1, 2, 1, 2, 1, 5]])).toEqual({
      length: 5,
      song: 0,
      at: 1,
      from: 0,
    });
    expect(longestCopy([7, 7, 7, 7], [[7, 7, 1, 7, 7, 7]]).length).toBe(3);
  });

  it("is 0 where nothing is shared", () => {
    const none = { length: 0, song: -1, at: -1, from: -1 };
    expect(longestCopy([1, 2], [[3], []])).toEqual(none);
    expect(longestCopy([], [[3]])).toEqual(none);
    expect(longestCopy([1], [])).toEqual(none);
  });

  it("follows a piece note by note", () => {
    const random = randomPieces(5);
    const index = new SongIndex(Array.from({ length: 5 }, () => random.piece(40, 4)));
    const piece = random.piece(60, 4);
    const follow = index.follow();
    expect([...piece].map((note) => follow(note))).toEqual(index.matches(piece));
    const copy = { length: 2, song: 0, at: 1, from: 1 };
    const next = new SongIndex([[1, 2, 3]]).follow();
    expect([9, 2, 3, 1].map((note) => next(note))[2]).toEqual(copy);
  });

  it("can leave a song out", () => {
    const index = new SongIndex([
      [1, 2, 3, 4],
      [2, 3, 5],
    ]);
    expect(index.longestCopy([1, 2, 3, 4]).length).toBe(4);
    expect(index.longestCopy([1, 2, 3, 4], 0)).toEqual({ length: 2, song: 1, at: 0, from: 1 });
  });

  it("agrees with trying every passage at every place", () => {
    const brute = (piece: Int32Array, songs: Int32Array[]) => {
      const texts = songs.map((song) => ` ${song.join(" ")} `);
      for (let length = piece.length; length > 0; length--)
        for (let from = 0; from + length <= piece.length; from++)
          if (texts.some((text) => text.includes(` ${piece.subarray(from, from + length).join(" ")} `))) return length;
      return 0;
    };
    const { below, piece } = randomPieces(3);
    for (let i = 0; i < 200; i++) {
      const kinds = 1 + below(5);
      const songs = Array.from({ length: 1 + below(4) }, () => piece(below(30), kinds));
      const generated = piece(below(20), kinds);
      const copy = longestCopy(generated, songs);
      expect(copy.length).toBe(brute(generated, songs));
      if (copy.length > 0) {
        const there = songs[copy.song].subarray(copy.at, copy.at + copy.length);
        expect(there).toEqual(generated.subarray(copy.from, copy.from + copy.length));
      }
    }
  });
});

describe("ngramOverlap", () => {
  it("agrees with counting by hand", () => {
    const songs = [
      [1, 2, 3],
      [3, 4],
    ];
    const piece = [1, 2, 3, 4, 5];
    expect(ngramOverlap(piece, songs, 1)).toBeCloseTo(4 / 5, 12); // all but 5
    expect(ngramOverlap(piece, songs, 2)).toBeCloseTo(3 / 4, 12); // 12 23 34, not 45
    expect(ngramOverlap(piece, songs, 3)).toBeCloseTo(1 / 3, 12); // 123; 234 crosses from song to song
    expect(ngramOverlap(piece, songs, 6)).toBe(0);
  });

  it("agrees with a set of the songs' n-grams", () => {
    const { below, piece } = randomPieces(5);
    for (let i = 0; i < 40; i++) {
      const songs = Array.from({ length: 3 }, () => piece(below(20), 3));
      const own = piece(8, 3);
      for (const n of [1, 2, 3, 9]) {
        const known = new Set(songs.flatMap((song) => ngrams(song, n)));
        const grams = ngrams(own, n);
        const share = grams.length === 0 ? 0 : grams.filter((gram) => known.has(gram)).length / grams.length;
        expect(ngramOverlap(own, songs, n)).toBeCloseTo(share, 12);
      }
    }
  });
});
