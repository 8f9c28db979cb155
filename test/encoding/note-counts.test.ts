import { describe, expect, it, vi } from "vitest";
import { Melody, readCorpus } from "../../lib/corpus";
import { ARTICLE, binCost, costOfCounts, countEnough, countNotes, fitNoteBins, Vocabulary } from "../../lib/encoding";
import { example, exampleBins } from "./songs";

describe("countNotes", () => {
  it("has each distinct note once, with how many there are", () => {
    const counted = countNotes([example, example.slice(0, 2)]);
    expect([...counted.pitch]).toEqual([...example.pitch]);
    expect([...counted.counts]).toEqual([2, 2, 1, 1, 1, 1, 1]);
    const { duration } = counted.features;
    expect([...duration.values]).toEqual([0.25, 0.375, 0.5, 1, 2]);
    expect([...duration.counts]).toEqual([5, 1, 1, 1, 1]);
    expect(Array.from(duration.at, (at) => duration.values[at])).toEqual([0.25, 0.25, 0.5, 0.25, 1, 0.375, 2]);
  });

  it("counts a part of very many, melody by melody, and says so", () => {
    const say = vi.spyOn(console, "log").mockImplementation(() => {});
    const melodies = [example, example.slice(0, 2), example.slice(0, 3), example.slice(0, 1)];
    expect(countEnough(melodies, undefined, 100)).toEqual(countNotes(melodies));
    expect(say).not.toHaveBeenCalled();
    expect(countEnough(melodies, undefined, example.length)).toEqual(countNotes([melodies[0], melodies[2]]));
    expect(say).toHaveBeenCalledExactlyOnceWith(
      `${example.length + 6} notes: those of one melody in 2 are counted here.`,
    );
    say.mockRestore();
  });

  it("knows all that the cost depends on: it is the same as note by note", async () => {
    const { melodies, notes } = await readCorpus();
    const bins = fitNoteBins(melodies, ARTICLE);
    const counted = countNotes(melodies);
    expect(counted.length).toBeLessThan(notes / 3);
    const cost = costOfCounts(counted, bins);
    const vocabulary = Vocabulary.from(melodies, bins);
    expect([cost.notes, cost.vocabulary]).toEqual([notes, vocabulary.size]);
    expect(cost.singletons).toBe(vocabulary.counts.filter((count) => count === 1).length);
    let [squares, relative] = [0, 0];
    for (const melody of melodies) {
      const before = melody.notes;
      vocabulary.decode(vocabulary.encode(melody)).forEach(({ velocity }, i) => {
        squares += (velocity - before[i].velocity) ** 2;
        relative += Math.abs(velocity - before[i].velocity) / before[i].velocity;
      });
    }
    expect(cost.velocity.rms).toBeCloseTo(Math.sqrt(squares / notes), 9);
    expect(cost.velocity.relative).toBeCloseTo(relative / notes, 9);
  });

  it("survives JSON, so that a page can carry it", () => {
    const plain = JSON.stringify(countNotes([example]), (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
    );
    expect(costOfCounts(JSON.parse(plain), exampleBins)).toEqual(binCost([example], exampleBins));
  });

  it("counts nothing where there is nothing", () => {
    expect(countNotes([]).length).toBe(0);
    expect(countNotes([Melody.from({ file: "", track: "", program: 0, notes: [] })]).length).toBe(0);
  });
});
