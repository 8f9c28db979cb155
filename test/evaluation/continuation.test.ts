import { expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { Vocabulary, fitNoteBins } from "../../lib/encoding";
import { inAnyKey, OPENING, openingsOf, pieceMeasurer, spreadOver } from "../../lib/evaluation";
import { songsOf, type Dataset } from "../../lib/dataset";
import { tinyDataset, tinyMelodies, tinyMelody } from "../training/tiny";

const melody = (pitches: number[], lengths: number[]) =>
  Melody.from({
    file: "a.mid",
    track: "",
    program: 0,
    notes: pitches.map((pitch, i) => ({ pitch, velocity: 80, start: i, end: i + lengths[i] })),
  });

it("a melody is the same in every key, not in another rhythm", () => {
  const all = [
    melody([60, 62, 64, 60], [0.5, 0.5, 1, 1]),
    melody([65, 67, 69, 65], [1, 0.5, 1, 1]), // the first length does not count
    melody([60, 62, 64, 60], [0.5, 1, 1, 1]),
  ];
  const bins = fitNoteBins(all, { duration: { edges: [0.7] }, velocity: { edges: [] } });
  const vocabulary = Vocabulary.from(all, bins);
  const [a, b, c] = all.map((each) => [...inAnyKey(vocabulary, vocabulary.encode(each))]);
  expect(b).toEqual(a);
  expect(c).not.toEqual(a);
  expect(a).toHaveLength(3);
});

it("openings are followed by what people played, and copies are found in whatever key", () => {
  const dataset: Dataset = tinyDataset({}, [...tinyMelodies(10), tinyMelody(1, 30)]);
  const openings = openingsOf(dataset, 20, "train");
  const songs = songsOf(dataset, "train").filter(({ indices }) => indices.length >= OPENING + 20);
  expect(openings.map(({ file }) => file)).toEqual(songs.map(({ file }) => file));
  expect([...openings[0].notes, ...openings[0].people]).toEqual([...songs[0].indices.slice(0, OPENING + 20)]);
  const measure = pieceMeasurer(dataset);
  expect(measure(openings[0].people)).toMatchObject({ longestCopy: 20, distinct: new Set(openings[0].people).size });
});

it("spreads evenly", () => {
  expect(spreadOver([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([1, 3, 5, 7]);
  expect(spreadOver([1, 2], 5)).toEqual([1, 2]);
});
