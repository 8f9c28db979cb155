import { beforeAll, describe, expect, it } from "vitest";
import { defaultFolder, readCorpus, type Melody } from "../../lib/corpus";
import { durationsOf, fitNoteBins, velocitiesOf, Vocabulary } from "../../lib/encoding";
import { numpy } from "./numpy";
import { example } from "./songs";

const quartiles = { velocity: { method: "quantile", count: 4 }, duration: { method: "quantile", count: 4 } } as const;

describe("fitNoteBins", () => {
  it("takes edges as they are given", () => {
    const bins = fitNoteBins([example], { velocity: { edges: [64] }, duration: { edges: [0.5] } });
    expect(bins.velocity).toEqual({ edges: [64], medians: [50, 100], counts: [2, 5] });
    expect(bins.duration).toEqual({ edges: [0.5], medians: [0.25, 1], counts: [4, 3] });
  });

  it("needs notes", () => {
    expect(() => fitNoteBins([], quartiles)).toThrow("There are no values");
  });
});

describe("on the default collection", () => {
  let melodies: Melody[];
  beforeAll(async () => {
    melodies = (await readCorpus(defaultFolder())).melodies;
  });

  it("the edges are the quartiles that NumPy finds from ends minus starts", () => {
    const notes = melodies.flatMap((melody) => melody.notes);
    const data = { duration: notes.map((n) => n.end - n.start), velocity: notes.map((n) => n.velocity) };
    const [duration, velocity]: number[][] = numpy(
      "[np.quantile(d[k], [.25, .5, .75]) for k in ('duration', 'velocity')]",
      data,
    );
    const bins = fitNoteBins(melodies, quartiles);
    bins.duration.edges.forEach((edge, i) => expect(Math.abs(edge - duration[i])).toBeLessThan(3e-9));
    expect(bins.duration.edges).toHaveLength(3);
    expect(velocity).toEqual([110, 110, 110]);
    expect(bins.velocity.edges).toEqual([110]);
  });

  it("bins and vocabulary are the same for whoever computes durations with other rounding", () => {
    const bins = fitNoteBins(melodies, quartiles);
    const symbols = new Set<string>();
    const counts = [0, 0, 0, 0];
    for (const { notes } of melodies) {
      for (const { pitch, velocity, start, end } of notes) {
        const raw = bins.duration.edges.filter((edge) => edge <= end - start).length;
        counts[raw]++;
        symbols.add(`${pitch}-${velocity >= 110 ? 1 : 0}-${raw}`);
      }
    }
    expect(bins.duration.counts).toEqual(counts);
    const vocabulary = Vocabulary.from(melodies, bins);
    expect([...symbols].sort()).toEqual([...vocabulary.symbols].sort());
    expect(vocabulary.size).toBe(380);
    expect(vocabulary.counts.reduce((sum, count) => sum + count, 0)).toBe(33_397);
  });

  it("the values are those of all the notes, in order", () => {
    expect(durationsOf(melodies)).toHaveLength(33_397);
    expect(velocitiesOf(melodies.slice(0, 1))).toEqual(Uint8Array.from(melodies[0].notes, (n) => n.velocity));
  });

  it("every melody can be encoded and decoded to the same pitches", () => {
    const vocabulary = Vocabulary.from(melodies, fitNoteBins(melodies, quartiles));
    for (const { file, notes } of melodies) {
      const indices = vocabulary.encode(notes);
      const decoded = vocabulary.decode(indices);
      expect(
        decoded.map((n) => n.pitch),
        file,
      ).toEqual(notes.map((n) => n.pitch));
      expect(vocabulary.encode(decoded), file).toEqual(indices);
    }
  });
});
