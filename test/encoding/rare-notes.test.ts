import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { makeDataset, mix, songsOf } from "../../lib/dataset";
import { fitNoteBins, nearestRow, replacedNotes, Vocabulary } from "../../lib/encoding";
import { tinyPreset } from "../training/tiny";

/** Notes of half a second and velocity 80, unless said otherwise. */
function melody(notes: readonly [pitch: number, seconds?: number, velocity?: number][], file = "a.mid"): Melody {
  let at = 0;
  const played = notes.map(([pitch, seconds = 0.5, velocity = 80]) => {
    const start = at;
    at += seconds;
    return { pitch, velocity, start, end: at };
  });
  return Melody.from({ file, track: "", program: 0, notes: played });
}
const bins = fitNoteBins([melody([[60]])], { duration: { edges: [0.3, 0.7, 1.5] }, velocity: { edges: [50, 100] } });

describe("nearestRow", () => {
  it("is of the nearest pitch, then of the bins fewest steps away, then the first", () => {
    const rows = [[60, 0, 0], [60, 2, 3], [62, 1, 1], [64, 0, 0], [64, 0, 2]]; // biome-ignore format: a table
    expect(nearestRow([60, 1, 1], rows)).toBe(0);
    expect(nearestRow([60, 2, 2], rows)).toBe(1);
    expect(nearestRow([61, 1, 1], rows)).toBe(2); // 60 and 62 are as near; of both, this is nearer by its bins.
    expect(nearestRow([100, 0, 1], rows)).toBe(3);
    expect(nearestRow([60, 0, 0], [])).toBe(-1);
  });
});

describe("a vocabulary of the frequent pseudo-notes", () => {
  const tune = melody([[60], [60], [60, 1], [62], [62], [65], [66, 2, 120]]);

  it("takes rare ones, and those it was not made from, for the nearest", () => {
    const vocabulary = Vocabulary.from([tune], bins, { least: 2 });
    expect(vocabulary.symbols).toEqual(["60-1-1", "62-1-1"]);
    expect([...vocabulary.encode(tune)]).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect([...vocabulary.encode(melody([[20], [127], [60, 9, 1]]))]).toEqual([0, 1, 0]);
    expect(replacedNotes([tune], vocabulary)).toEqual({ notes: 7, kinds: 3, share: 3 / 7, otherPitch: 2 / 7 });
    const kept = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
    expect(kept.encode(tune)).toEqual(vocabulary.encode(tune));
  });

  it("is as it was before where nobody asks for it", () => {
    const vocabulary = Vocabulary.from([tune], bins);
    expect(vocabulary.size).toBe(5);
    expect(() => vocabulary.encode(melody([[20]]))).toThrow("is not in the vocabulary");
    expect(Object.keys(vocabulary.toJSON())).toEqual(["bins", "symbols", "counts"]);
    expect(replacedNotes([tune], vocabulary)).toEqual({ notes: 7, kinds: 0, share: 0, otherPitch: 0 });
    expect(() => Vocabulary.from([tune], bins, { least: 9 })).toThrow("No pseudo-note occurs 9 times");
  });

  it("is a dataset's where the preset asks for it, without what only songs held back have", () => {
    const songs = Array.from({ length: 30 }, (_, s) =>
      melody(
        Array.from({ length: 20 }, (_, i) => [s === 0 ? 100 + (i % 2) : 60 + (mix(s, i) % 12)]),
        `${s}.mid`,
      ),
    );
    const plain = makeDataset(songs, { ...tinyPreset, songs: null });
    const held = songsOf(plain, "test")[0];
    const only = melody(
      Array.from({ length: 20 }, (_, i) => [10 + (mix(7, i) % 3)]),
      "only.mid",
    );
    const all = [...songs, only];
    const sideOf = (o: object) => makeDataset(all, { ...tinyPreset, songs: null, ...o });
    const [closed, frequent] = [sideOf({}), sideOf({ leastNotes: 3 })];
    expect(held).toBeDefined();
    expect(frequent.vocabulary.size).toBeLessThan(closed.vocabulary.size);
    const trained = songsOf(frequent, "train").flatMap(({ indices }) => [...indices]);
    for (let index = 0; index < frequent.vocabulary.size; index++) {
      expect(trained.filter((note) => note === index).length).toBeGreaterThanOrEqual(3);
    }
    expect(frequent.songs.map(({ file, split }) => [file, split])).toEqual(
      closed.songs.map(({ file, split }) => [file, split]),
    );
    expect(frequent.fingerprint.parts["preset's leastNotes"]).toBe("3");
  });
});
