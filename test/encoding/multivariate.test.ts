/** Pitch, velocity, duration and the time to the next onset, each a number of its own: there and back. */
import { execFileSync } from "child_process";
import * as path from "path";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultFolder, Melody, readCorpus } from "../../lib/corpus";
import {
  ARTICLE,
  binEdges,
  decodingError,
  featuresIn,
  fitNoteBins,
  Multivariate,
  onsetBins,
  partOf,
  REST,
  TOGETHER,
  valuesOf,
  Vocabulary,
} from "../../lib/encoding";

const melodyOf = (rows: readonly (readonly [pitch: number, start: number, end: number])[]) =>
  Melody.from({
    file: "by-hand.mid",
    track: "",
    program: 0,
    notes: rows.map(([pitch, start, end]) => ({ pitch, velocity: 80, start, end })),
  });

/** A chord of two, a rest of half a second, a note that the next one does not wait for, and that one. */
const byHand = melodyOf([
  [60, 0, 0.5],
  [64, 0, 0.5],
  [62, 1, 2],
  [67, 1.5, 2.5],
]);
const asked = { method: "quantile", count: 4 } as const;
const binsOf = (melodies: readonly Melody[]) => fitNoteBins(melodies, { ...ARTICLE, gap: onsetBins(melodies, asked) });

describe("by hand", () => {
  const encoding = new Multivariate(binsOf([byHand]));

  it("a note is four numbers", () => {
    expect(encoding.fieldNames).toEqual(["pitch", "velocity", "duration", "gap"]);
    expect(encoding.sizes).toEqual([128, 1, 2, 3]);
    // Gaps 0, 1, 0.5 and, as the last note's is its own length, 1: the chord's bin, 0.5, and 1.
    expect([...encoding.encode(byHand)]).toEqual([60, 0, 0, 0, 64, 0, 0, 2, 62, 0, 1, 1, 67, 0, 1, 2]);
  });

  it("chord, rest and overlap come back", () => {
    expect(encoding.decode(encoding.encode(byHand))).toEqual(byHand.notes);
  });

  it("and what pseudo-notes make of them, in figures", () => {
    const none = { notes: 4, velocity: 0, duration: 0 };
    expect(decodingError([byHand], encoding)).toEqual({ ...none, gap: 0, onset: 0, chords: 1, rests: 1, newRests: 0 });
    const deaf = Vocabulary.from([byHand], fitNoteBins([byHand], ARTICLE));
    // Onsets 0, 0.5, 1, 2 for 0, 0, 1, 1.5; gaps 0.5, 0.5, 1 for 0, 1, 0.5.
    expect(decodingError([byHand], deaf)).toEqual({
      ...none,
      gap: 0.5,
      onset: 0.25,
      chords: 0,
      rests: 0,
      newRests: 0,
    });
  });

  it("a passage begins anew", () => {
    const deaf = Vocabulary.from([byHand], fitNoteBins([byHand], ARTICLE));
    expect(decodingError([byHand], deaf, 2)).toMatchObject({ notes: 4, onset: 0.25, gap: 0.5, rests: null });
  });

  it("refuses what is no step, and no notes", () => {
    expect(() => encoding.decode([60, 0, 0])).toThrow("3 numbers are not whole steps of 4");
    expect(() => encoding.decode([60, 0, 0, 3])).toThrow("There is no step 60-0-0-3; the sizes are 128, 1, 2, 3");
    expect(() => encoding.decode([60, 0, 0.5, 0])).toThrow("There is no step");
    expect(() => decodingError([], encoding)).toThrow("no notes");
  });
});

describe("the bins of onsets", () => {
  it("give chords one of their own, whatever their share", () => {
    expect(onsetBins([byHand], { method: "quantile", count: 3 })).toEqual({ edges: [TOGETHER, 1 - 2e-9] });
  });

  it("leave it out where there are no chords, and cut nothing where there is nothing else", () => {
    const line = melodyOf([0, 1, 2, 3].map((i) => [60, i * i, i * i + 1]));
    expect(onsetBins([line], { method: "quantile", count: 2 })).toEqual({ edges: [2 - 2e-9] });
    const chord = melodyOf([60, 64, 67].map((pitch) => [pitch, 0, 0.01]));
    expect(onsetBins([chord], asked)).toEqual({ edges: [] });
  });
});

describe("real songs", () => {
  let melodies: readonly Melody[];
  beforeAll(async () => {
    delete process.env.MIDI_DIR;
    ({ melodies } = await readCorpus(defaultFolder()));
  });

  it("the steps and the errors are those of NumPy on what pretty_midi reads", () => {
    const bins = binsOf(melodies);
    const features = featuresIn(bins);
    const encoding = new Multivariate(bins);
    const theirs = askNumpy({
      folder: defaultFolder(),
      melodies: Object.fromEntries(melodies.map(({ file, pitch, end }) => [file, [[...pitch], [...end]]])),
      edges: Object.fromEntries(features.map((feature) => [feature.name, partOf(bins, feature).edges])),
      values: Object.fromEntries(
        features.map((feature) => [feature.name, partOf(bins, feature).medians.map((m) => feature.decode(m))]),
      ),
      passage: 32,
      rest: REST,
      together: TOGETHER,
    });
    const both = melodies.filter(({ file }) => theirs.steps[file]);
    expect(both.length).toBeGreaterThan(90);
    for (const melody of both) expect([...encoding.encode(melody)], melody.file).toEqual(theirs.steps[melody.file]);
    const pseudo = Vocabulary.from(melodies, fitNoteBins(melodies, ARTICLE));
    for (const each of [encoding, pseudo]) {
      const { notes, ...ours } = decodingError(both, each);
      expect(notes).toBe(both.reduce((sum, { length }) => sum + length, 0));
      for (const [name, value] of Object.entries(ours)) {
        expect(value, `${each.name}, ${name}`).toBeCloseTo(theirs.errors[each.name][name], 9);
      }
    }
  }, 60_000);

  it("all chords come back and most rests, where pseudo-notes have none", () => {
    const four = decodingError(melodies, new Multivariate(binsOf(melodies)));
    const pseudo = decodingError(melodies, Vocabulary.from(melodies, fitNoteBins(melodies, ARTICLE)));
    expect([four.chords, pseudo.chords, pseudo.rests]).toEqual([1, 0, 0]);
    expect(four.rests).toBeGreaterThan(0.5);
    expect(four.onset).toBeLessThan(pseudo.onset);
    expect([four.velocity, four.duration]).toEqual([pseudo.velocity, pseudo.duration]);
  });

  it("more bins lose less", () => {
    const later = valuesOf(melodies, "gap").filter((gap) => gap >= TOGETHER);
    const errors = [4, 16].map((count) => {
      const gap = { edges: [TOGETHER, ...binEdges(later, "quantile", count)] };
      return decodingError(melodies, new Multivariate(fitNoteBins(melodies, { ...ARTICLE, gap }))).gap;
    });
    expect(errors[1]).toBeLessThan(errors[0]);
  });
});

function askNumpy(given: object): { steps: Record<string, number[]>; errors: Record<string, Record<string, number>> } {
  const script = path.join("test", "encoding", "multivariate.py");
  const options = { input: JSON.stringify(given), maxBuffer: 1e8 };
  return JSON.parse(execFileSync(path.join(".venv", "bin", "python"), [script], options).toString());
}
