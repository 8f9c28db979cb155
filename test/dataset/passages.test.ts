import { describe, expect, it } from "vitest";
import { Melody, readCorpus } from "../../lib/corpus";
import { mix } from "../../lib/dataset";
import { sharedPassages } from "../../lib/dataset/passages";

const kind = { intervals: 3, least: 2 };

function melody(pitches: readonly number[], file = ""): Melody {
  const notes = pitches.map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + 1 }));
  return Melody.from({ file, track: "", program: 0, notes });
}

/** The same by texts, one for each passage, and every melody beside every other. */
function plainly(melodies: readonly Melody[], { intervals, least }: typeof kind, most: number) {
  const passages = melodies.map(({ pitch }) => {
    const steps = Array.from(pitch.subarray(1), (p, t) => p - pitch[t]);
    const all = steps.map((_, t) => steps.slice(t, t + intervals)).filter(({ length }) => length === intervals);
    return new Set(all.filter((passage) => new Set(passage).size >= least).map((passage) => passage.join(" ")));
  });
  const owners = new Map<string, number>();
  for (const own of passages) for (const passage of own) owners.set(passage, (owners.get(passage) ?? 0) + 1);
  const pairs = new Map<string, number>();
  for (let a = 0; a < melodies.length; a++) {
    for (let b = 0; b < a; b++) {
      const shared = [...passages[a]].filter((p) => passages[b].has(p) && owners.get(p)! <= most).length;
      if (shared > 0) pairs.set(`${a} ${b}`, shared);
    }
  }
  return { counts: passages.map(({ size }) => size), pairs };
}

function byHashes(melodies: readonly Melody[], of: typeof kind, most: number) {
  const { counts, forEachPair } = sharedPassages(melodies, of, most);
  const pairs = new Map<string, number>();
  forEachPair((a, b, shared) => pairs.set(`${a} ${b}`, shared));
  return { counts: [...counts], pairs };
}

describe("sharedPassages", () => {
  it("finds what a comparison of every melody with every other finds", () => {
    for (let seed = 0; seed < 40; seed++) {
      const melodies = Array.from({ length: 2 + (seed % 30) }, (_, m) =>
        melody(Array.from({ length: mix(seed, m) % 60 }, (_, i) => 60 + (mix(seed, m, i) % 5))),
      );
      for (const most of [2, 5, 100]) {
        expect(byHashes(melodies, kind, most)).toEqual(plainly(melodies, kind, most));
      }
    }
  });

  it("and so in the default collection, with the passages of families", async () => {
    const { melodies } = await readCorpus();
    const passages = { intervals: 12, least: 3 };
    const expected = plainly(melodies, passages, 100);
    expect(expected.pairs.size).toBeGreaterThan(20);
    expect(byHashes(melodies, passages, 100)).toEqual(expected);
  });

  it("is at home with no melody, and with one of no note", () => {
    expect(byHashes([], kind, 100)).toEqual({ counts: [], pairs: new Map() });
    expect(byHashes([melody([]), melody([60])], kind, 100)).toEqual({ counts: [0, 0], pairs: new Map() });
  });
});
