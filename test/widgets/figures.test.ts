import { beforeAll, describe, expect, it, vi } from "vitest";
import { commonQuarter, type Corpus, duration, Melody, readCorpus } from "../../lib/corpus";
import { binsData, costRows, formatNumber, weightRows, type BinsData } from "../../lib/display";
import {
  binCost,
  binGrid,
  countNotes,
  durationsOf,
  fitNoteBins,
  METHODS,
  START,
  velocitiesOf,
  Vocabulary,
} from "../../lib/encoding";
import { NgramModel } from "../../lib/evaluation";
import { songRows } from "../../lib/display/widgets/widget-songs";
import { Collection } from "../../widgets/bins/figures";
import { curvesOf } from "../../widgets/bins/trade-off";
import { randomPieces } from "../evaluation/random";

let corpus: Corpus;
let data: BinsData;
let collection: Collection;
beforeAll(async () => {
  corpus = await readCorpus();
  // As it comes out of a notebook.
  data = JSON.parse(JSON.stringify(binsData(corpus.melodies)));
  collection = new Collection(data);
});

/** 0 to 8 edges among the values, on them, between them and outside them. */
function randomEdges(values: ArrayLike<number>, below: (n: number) => number): number[] {
  const edges = Array.from(
    { length: below(9) },
    () => {
      const value = values[below(values.length)];
      return below(2) === 0 ? value : value * (0.7 + below(1000) / 1000);
    },
    180_000,
  );
  return [...new Set(edges)].sort((a, b) => a - b);
}

describe("the explorer's figures", () => {
  it("are at 200 random sets of edges what lib computes from the notes", () => {
    const { below } = randomPieces(13);
    const [durations, velocities] = [durationsOf(corpus.melodies), velocitiesOf(corpus.melodies)];
    for (let trial = 0; trial < 200; trial++) {
      const edges = { duration: randomEdges(durations, below), velocity: randomEdges(velocities, below) };
      const bins = fitNoteBins(corpus.melodies, {
        duration: { edges: edges.duration },
        velocity: { edges: edges.velocity },
      });
      const figures = collection.figures(edges);
      expect(figures.bins).toEqual(bins);
      const cost = binCost(corpus.melodies, bins);
      expect(figures.cost).toEqual(cost);
      if (trial % 20 > 0) continue;
      const rows = collection.rows(figures);
      const gram = rows.findIndex(([name]) => name.startsWith("3-gram"));
      expect(rows.filter((_, i) => i !== gram)).toEqual([...costRows(cost), ...weightRows(cost.vocabulary, 256)]);
      expect(rows[gram]).toEqual(["3-gram, each song left out", `${formatNumber(collection.bits(figures))} bits/note`]);
    }
  });

  it("count errors and pseudo-notes as one does by hand", () => {
    const edges = { duration: [0.2], velocity: [100] };
    const notes = corpus.melodies.flatMap((melody) => melody.notes);
    const { cost, bins } = collection.figures(edges);
    const words = notes.map((note) => `${note.pitch} ${note.velocity >= 100} ${duration(note) >= 0.2}`);
    expect(cost.vocabulary).toBe(new Set(words).size);
    const errors = notes.map((note) => bins.duration.medians[duration(note) >= 0.2 ? 1 : 0] - duration(note));
    expect(cost.duration.rms).toBeCloseTo(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / notes.length), 10);
  });

  it("predict as n-gram models of the other songs do", () => {
    const five = new Map(corpus.melodies.filter(({ length }) => length < 200).map((melody) => [melody.length, melody]));
    const melodies = [...five.values()].slice(0, 8);
    const small = binsData(melodies);
    const edges = { duration: [0.15, 0.3], velocity: [110] };
    const bins = fitNoteBins(melodies, { duration: { edges: [0.15, 0.3] }, velocity: { edges: [110] } });
    const vocabulary = Vocabulary.from(melodies, bins);
    const songs = melodies.map((melody) => vocabulary.encode(melody));
    let bits = 0;
    songs.forEach((song, s) => {
      const others = songs.filter((_, i) => i !== s);
      const model = new NgramModel(others, vocabulary.size, 3, { strengths: small.songs.strengths });
      song.forEach((note, t) => (bits -= Math.log2(model.probability(note, [START, START, ...song.slice(0, t)]))));
    });
    const explorer = new Collection(small);
    const notes = songs.reduce((sum, song) => sum + song.length, 0);
    expect(explorer.bits(explorer.figures(edges))).toBeCloseTo(bits / notes, 10);
  });

  it("make the curves of the trade-off, which are lib's grid", async () => {
    const choices = { duration: { edges: [0.2] }, velocity: { edges: [70, 110] } };
    const grid = await binGrid(corpus.melodies, "duration", choices);
    const curves = curvesOf(collection, data.starts, "duration", { duration: [], velocity: [70, 110] });
    for (const method of METHODS) {
      const own = grid.filter((position) => position.method === method);
      expect(curves.get(method)).toEqual(own.map(({ cost }) => [cost.vocabulary, cost.duration.relative]));
    }
  });

  it("start from the edges of lib's methods", () => {
    for (const feature of ["duration", "velocity"] as const) {
      for (const method of METHODS) {
        const choices = { duration: { edges: [] }, velocity: { edges: [] }, [feature]: { method, count: 7 } };
        expect(data.starts[feature][method][6]).toEqual(fitNoteBins(corpus.melodies, choices)[feature].edges);
      }
    }
  });

  it("know where note values meet, when they are told a quarter", () => {
    const { noteValues } = binsData(corpus.melodies.slice(0, 2), { quarter: 0.5 });
    const sixteenth = noteValues.find(({ name }) => name === "sixteenth | eighth")!;
    expect(sixteenth.seconds).toBeCloseTo(Math.sqrt(0.125 * 0.25), 4);
    expect(data.noteValues).toEqual([]);
    // Tunes in ABC are read at one tempo.
    const tunes = corpus.melodies.slice(0, 2).map((melody, i) => new Melody({ ...melody, file: `a.abc#${i}` }, melody));
    expect(binsData(tunes).noteValues).toEqual(noteValues);
    expect(binsData(tunes, { quarter: null }).noteValues).toEqual([]);
    expect(commonQuarter([...tunes, corpus.melodies[0]])).toBeNull();
    expect(commonQuarter([])).toBeNull();
    for (const quarter of [0, -1, Number.NaN, Infinity]) {
      expect(() => binsData(corpus.melodies.slice(0, 2), { quarter })).toThrow(/seconds above 0/);
    }
  });

  it("read the songs that are counted, where only a part of a large collection is", () => {
    const counted = corpus.melodies.filter((_, i) => i % 2 === 0);
    const songs = songRows(corpus.melodies, countNotes(counted));
    expect(songs.of).toBeGreaterThanOrEqual(songRows(counted, countNotes(counted)).of);
    expect(songs.of).toBeLessThan(songRows(corpus.melodies, countNotes(corpus.melodies)).of);
    expect(songs.names.length).toBe(songs.starts.length);
  });

  it("take less room than a notebook has, of a large collection too", () => {
    expect(JSON.stringify(data).length).toBeLessThan(300_000);
    const say = vi.spyOn(console, "log").mockImplementation(() => {});
    // Each time at another tempo, so that hardly two notes are alike: the worst case.
    const many = Array.from({ length: 20 }, (_, tempo) =>
      corpus.melodies.map((melody) => {
        const [start, end] = [melody.start, melody.end].map((times) => times.map((time) => time * (1 + tempo / 7)));
        return new Melody(melody, { ...melody, start, end });
      }),
    ).flat();
    expect(JSON.stringify(binsData(many)).length).toBeLessThan(400_000);
    expect(say).toHaveBeenCalledOnce();
    say.mockRestore();
  });
});
