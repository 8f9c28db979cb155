import { beforeAll, describe, expect, it } from "vitest";
import { Melody, readCorpus, type Corpus } from "../../lib/corpus";
import { fitBins } from "../../lib/encoding";
import { presets } from "../../lib/preset";
import { binsFor, differences, makeDataset, songsOf, splitOf, type Dataset } from "../../lib/dataset";
import { tinyDataset, tinyMelodies, tinyMelody, tinyPreset } from "../training/tiny";

describe("makeDataset", () => {
  it("cuts windows of each side from that side's songs alone", () => {
    const dataset = tinyDataset();
    const { windows } = dataset;
    // 40 notes, windows of 8 every 4: 9 of each song.
    expect(windows.train.count).toBe(9 * songsOf(dataset, "train").length);
    expect(windows.validation.count).toBe(9 * songsOf(dataset, "validation").length);
    for (const side of ["train", "validation", "test"] as const) {
      const songs = songsOf(dataset, side);
      expect(songs.length).toBeGreaterThan(0);
      for (let w = 0; w < windows[side].count; w++) {
        const song = songs[windows[side].song[w]];
        const first = (w % 9) * 4;
        expect([...windows[side].encoder(w)]).toEqual([...song.indices.subarray(first, first + 8)]);
      }
    }
  });

  it("leaves out melodies without a window, and says which", () => {
    const dataset = tinyDataset({}, [...tinyMelodies(6), tinyMelody(50, 7), tinyMelody(51, 8)]);
    expect(dataset.tooShort).toEqual(["song-50.mid"]);
    expect(dataset.songs.map((song) => song.file)).toContain("song-51.mid");
    expect(() => tinyDataset({}, [tinyMelody(1, 7)])).toThrow(
      /None of the 1 melodies is long enough for one window of 8 notes/,
    );
    expect(() => tinyDataset({ objective: "continuation" }, [tinyMelody(1, 15)])).toThrow(/objective "continuation"/);
  });

  it("has a closed vocabulary: of all melodies, taken or not", () => {
    const few = tinyDataset({ songs: 3 });
    const all = tinyDataset();
    expect(few.songs.map((song) => song.split).sort()).toEqual(["test", "train", "validation"]);
    expect(few.vocabulary.symbols).toEqual(all.vocabulary.symbols);
  });

  it("takes training songs, and only them, in other keys too", () => {
    const transpositions = [-1, 12, 100]; // the last is out of MIDI's pitches
    const [plain, moved] = [tinyDataset(), tinyDataset({ transpositions })];
    const pitches = ({ vocabulary }: Dataset, indices: Int32Array) =>
      [...indices].map((i) => vocabulary.pseudoNote(i).pitch);
    const written = moved.songs.filter(({ semitones }) => semitones === 0);
    expect(written.map(({ file, split }) => [file, split])).toEqual(
      plain.songs.map(({ file, split }) => [file, split]),
    );
    for (const split of ["validation", "test"] as const) {
      expect(songsOf(moved, split)).toHaveLength(songsOf(plain, split).length);
      expect(moved.windows[split].count).toBe(plain.windows[split].count);
    }
    expect(songsOf(moved, "train")).toHaveLength(3 * songsOf(plain, "train").length);
    expect(moved.windows.train.count).toBe(3 * plain.windows.train.count);
    for (const song of songsOf(moved, "train")) {
      const own = written.find(({ file }) => file === song.file)!;
      expect(pitches(moved, song.indices)).toEqual(pitches(moved, own.indices).map((pitch) => pitch + song.semitones));
    }
    expect(plain.vocabulary.symbols.every((symbol) => moved.vocabulary.symbols.includes(symbol))).toBe(true);
    expect(moved.bins).toEqual(plain.bins);
    expect(differences(plain.fingerprint, moved.fingerprint).join("\n")).toContain(
      "preset's transpositions: was not there, is [-1,12,100]",
    );
  });

  it("takes given bins instead of quantiles", () => {
    const melodies = tinyMelodies();
    const values = melodies.flatMap((m) => m.notes);
    const bins = {
      ...binsFor(melodies, tinyPreset),
      velocity: fitBins(
        values.map((n) => n.velocity),
        [50],
      ),
    };
    const dataset = makeDataset(melodies, tinyPreset, bins);
    expect(dataset.vocabulary.symbols.every((s) => Number(s.split("-")[1]) < 2)).toBe(true);
    expect(differences(tinyDataset().fingerprint, dataset.fingerprint).join("\n")).toContain(
      "velocity bins: was edges 60, 80;",
    );
  });
});

describe("a real collection", () => {
  let corpus: Corpus;
  let dataset: Dataset;
  beforeAll(async () => {
    corpus = await readCorpus();
    dataset = makeDataset(corpus.melodies, presets.standard);
  });

  it("gives the standard preset 20 songs, two of them for validation and two for test", () => {
    expect(songsOf(dataset, "train")).toHaveLength(16);
    expect(songsOf(dataset, "validation")).toHaveLength(2);
    expect(songsOf(dataset, "test")).toHaveLength(2);
  });

  it("never trains on a held-back tune, copies under other names included", () => {
    const whole = makeDataset(corpus.melodies, { ...presets.article, timesteps: 32 });
    expect(whole.songs.length + whole.tooShort.length).toBe(corpus.melodies.length);
    const tunes = (side: "train" | "validation" | "test"): Set<string> =>
      new Set(
        songsOf(whole, side).map(({ indices }) =>
          whole.vocabulary
            .decode(indices)
            .map((n) => n.pitch)
            .join(),
        ),
      );
    const [train, validation, test] = [tunes("train"), tunes("validation"), tunes("test")];
    for (const tune of [...validation, ...test]) expect(train.has(tune)).toBe(false);
    for (const tune of test) expect(validation.has(tune)).toBe(false);
    const byFile = new Map(corpus.melodies.map((melody) => [melody.file, splitOf(melody)]));
    for (const song of whole.songs) expect(song.split).toBe(byFile.get(song.file));
  });
});

describe("fingerprint", () => {
  const before = tinyDataset().fingerprint;

  it("is the same for the same, whatever the files are called and however far to train", () => {
    const renamed = tinyMelodies().map((m) => new Melody({ file: `other/${m.file}`, track: "x", program: 0 }, m));
    expect(tinyDataset({ epochs: 9 }, renamed).fingerprint).toEqual(before);
  });

  it("names what changed", () => {
    expect(differences(before, tinyDataset({ units: [4, 8] }).fingerprint)).toEqual([
      "preset's units: was [8,8], is [4,8]",
    ]);
    const fewer = differences(before, tinyDataset({}, tinyMelodies(11)).fingerprint);
    expect(fewer[0]).toMatch(
      /^collection: was 12 melodies, 480 notes, [0-9a-f]{8}…, is 11 melodies, 440 notes, [0-9a-f]{8}…$/,
    );
    const louder = tinyMelodies();
    louder[0].velocity[0]++;
    const changed = tinyDataset({}, louder).fingerprint;
    expect(differences(before, changed).some((line) => line.startsWith("collection: "))).toBe(true);
    expect(changed.digest).not.toBe(before.digest);
  });

  it("sees songs in another order", () => {
    expect(
      differences(before, tinyDataset({}, tinyMelodies().reverse()).fingerprint).map((l) => l.split(":")[0]),
    ).toEqual(["collection", "windows"]);
  });
});
