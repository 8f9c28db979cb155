/** What a feature brings that stands in the list, by the example of `features/gap.ts`; who does not ask for it never meets it. */
import { describe, expect, it } from "vitest";
import { Melody } from "../../lib/corpus";
import { binsFor, differences, makeDataset } from "../../lib/dataset";
import { costRows } from "../../lib/display/plots/cost-rows";
import {
  ARTICLE,
  binCost,
  type BinChoice,
  type BinChoices,
  binGrid,
  fitNoteBins,
  symbol,
  Vocabulary,
  type VocabularyData,
} from "../../lib/encoding";
import { measurer } from "../../lib/evaluation";
import { binSummary, emptySummary, parseSummary } from "../../lib/experiment/summary";
import { tinyDataset, tinyMelodies, tinyPreset } from "../training/tiny";

const halves: BinChoice = { method: "quantile", count: 2 };
const withGap: BinChoices = { ...ARTICLE, gap: halves };

/** A chord of two notes, a rest of 1 s, a note, and so on. */
const chords = Melody.from({
  file: "chords.mid",
  track: "",
  program: 0,
  notes: [0, 1, 2, 3].flatMap((bar) => [
    { pitch: 60, velocity: 80, start: 2 * bar, end: 2 * bar + 1 },
    { pitch: 64, velocity: 80, start: 2 * bar, end: 2 * bar + 1 },
  ]),
});

describe("a third feature", () => {
  it("is binned, and its bins follow the others in a symbol", () => {
    const bins = fitNoteBins([chords], withGap);
    expect(bins.gap!.medians).toEqual([0, 2]);
    const vocabulary = Vocabulary.from([chords], bins);
    // The last note's gap is its own length, 1 s: above the median, which is 0.5 s.
    expect(vocabulary.symbols).toEqual(["60-0-0-0", "64-0-0-1"]);
    expect(vocabulary.features.map(({ name }) => name)).toEqual(["velocity", "duration", "gap"]);
    expect(vocabulary.pseudoNote(1)).toEqual({ pitch: 64, velocityBin: 0, durationBin: 0, gapBin: 1 });
    expect(symbol(vocabulary.pseudoNote(1))).toBe("64-0-0-1");
  });

  it("brings back what it heard: chords and rests", () => {
    const vocabulary = Vocabulary.from([chords], fitNoteBins([chords], withGap));
    expect(vocabulary.decode(vocabulary.encode(chords))).toEqual(chords.notes);
    const deaf = Vocabulary.from([chords], fitNoteBins([chords], ARTICLE));
    expect(deaf.decode(deaf.encode(chords)).map(({ start }) => start)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("comes back from JSON", () => {
    const vocabulary = Vocabulary.from([chords], fitNoteBins([chords], withGap));
    const data = JSON.parse(JSON.stringify(vocabulary)) as VocabularyData;
    expect(Vocabulary.fromJSON(data)).toEqual(vocabulary);
    const without = { ...data, bins: { velocity: data.bins.velocity, duration: data.bins.duration } };
    expect(() => Vocabulary.fromJSON(without)).toThrow('"60-0-0-0" is out of place');
  });

  it("has a cost, and a grid for the explorer", async () => {
    const cost = binCost([chords], fitNoteBins([chords], withGap));
    // Gaps 0, 2, 0, 2, 0, 2, 0 and 1 s; the last is decoded as 2 s. Those of 0 s have no relative error.
    expect(cost.gap).toEqual({ shares: [0.5, 0.5], rms: Math.sqrt(1 / 8), relative: 1 / 4, heard: null });
    const grid = await binGrid([chords], "gap");
    const position = grid.find(({ method, count }) => method === "jenks" && count === 3)!;
    expect(position.bins.gap!.medians).toEqual([0, 1, 2]);
    const rows = Object.fromEntries(costRows(position.cost));
    expect([rows["gap error, RMS"], rows["gap error, relative"]]).toEqual(["0 s", "0 %"]);
    expect(rows["duration error, RMS"]).toBe("0 s");
  });

  it("is in the data set, its fingerprint and the measures of a preset that asks for it", () => {
    const preset = { ...tinyPreset, gapBins: halves };
    const dataset = makeDataset(tinyMelodies(), preset);
    expect(dataset.vocabulary.symbols[0]).toMatch(/^\d+-\d-\d-\d$/);
    expect(dataset.bins).toEqual(binsFor(tinyMelodies(), preset));
    expect(dataset.fingerprint.parts["gap bins"]).toMatch(/^edges .*; medians /);
    expect(differences(tinyDataset().fingerprint, dataset.fingerprint)).toContain(
      'preset\'s gapBins: was not there, is {"method":"quantile","count":2}',
    );
    const song = dataset.songs[0].indices;
    expect(measurer(dataset.vocabulary, [song])(song).longestCopy).toBe(song.length);
  });

  it("leaves presets that do not ask for it as they are", () => {
    const dataset = tinyDataset();
    expect(dataset.vocabulary.symbols[0]).toMatch(/^\d+-\d-\d$/);
    expect(dataset.vocabulary.pseudoNote(0)).not.toHaveProperty("gapBin");
    expect(dataset.fingerprint.parts).not.toHaveProperty("gap bins");
    expect(binSummary(dataset.bins)).not.toHaveProperty("gap");
  });

  it("has a section in the summary", () => {
    expect(emptySummary()).toHaveProperty("gap", null);
    const section = binSummary(fitNoteBins([chords], withGap));
    expect(section.gap).toEqual({ edges: [expect.closeTo(0.5, 6)], unit: "s" });
    expect(parseSummary(section)).toMatchObject(section);
    expect(() => parseSummary({ gap: { edges: [1] } })).toThrow("gap.unit");
  });
});
