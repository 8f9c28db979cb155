import { describe, expect, it } from "vitest";
import { Melody, readCorpus, transpose } from "../../lib/corpus";
import { familiesOf, makeDataset, mix } from "../../lib/dataset";
import { familyFractions, PASSAGE } from "../../lib/dataset/families";
import { sidesOf } from "../../lib/dataset/songs";
import { splitFraction } from "../../lib/dataset/split";
import { presets } from "../../lib/preset";

function melody(pitches: number[], file = `${pitches.join("-")}.mid`): Melody {
  const notes = pitches.map((pitch, i) => ({ pitch, velocity: 80, start: i / 2, end: (i + 1) / 2 }));
  return Melody.from({ file, track: "", program: 0, notes });
}
const random = (seed: number, length: number) => Array.from({ length }, (_, i) => 40 + (mix(seed, i) % 40));
const passage = random(1, PASSAGE);
const together = (melodies: Melody[]) => {
  const families = familiesOf(melodies);
  return families.map((family) => families.indexOf(family));
};

describe("familiesOf", () => {
  it("joins what shares the intervals of 13 notes, in any key and at any place, and not of 12", () => {
    const a = melody([...random(2, 4), ...passage, ...random(3, 4)]);
    const b = transpose(melody([...passage, ...random(4, 20)]), 5)!;
    const short = melody([...passage.slice(1), ...random(5, 20)]);
    expect(together([a, short, b])).toEqual([0, 1, 0]);
    expect(together([a, short])).toEqual([0, 1]);
  });

  it("joins long tunes only by a tenth of the passages of the one that has fewer", () => {
    // 40 notes make 28 passages; 13 shared notes are one of them, 15 are three.
    const tune = (seed: number, shared: number[]) => melody([...shared, ...random(seed, 40 - shared.length)]);
    const three = [...passage, 41, 77];
    expect(together([tune(8, passage), tune(9, passage)])).toEqual([0, 1]);
    expect(together([tune(8, three), tune(9, three)])).toEqual([0, 0]);
  });

  it("joins the kin of kin, and copies however short", () => {
    const other = random(6, PASSAGE);
    const [a, b, c] = [passage, [...passage, ...other], other].map((p) => melody(p));
    expect(together([a, c])).toEqual([0, 1]);
    expect(together([a, c, b])).toEqual([0, 0, 0]);
    expect(together([melody([60, 62]), melody([60, 62], "copy.mid"), melody([60, 63])])).toEqual([0, 0, 2]);
  });

  it("does not take a note repeated, or two in turn, for kinship", () => {
    const still = new Array<number>(20).fill(60);
    const trill = still.map((p, i) => p + (i % 2));
    expect(
      together([melody([...still, 70]), melody([...still, 75]), melody([...trill, 40]), melody([...trill, 45])]),
    ).toEqual([0, 1, 2, 3]);
  });
});

describe("familyFractions", () => {
  it("is a lone tune's own, and a family's least, whatever the order and however many copies", () => {
    const [lone, a, b] = [random(7, 30), passage, [...passage, 50]].map((p) => melody(p));
    const [x, y, z] = familyFractions([lone, a, b]);
    expect(x).toBe(splitFraction(lone));
    expect(y).toBe(z);
    expect(splitFraction(a)).not.toBe(splitFraction(b));
    expect(y).toBe(Math.min(splitFraction(a), splitFraction(b)));
    expect(familyFractions([b, a, lone, melody(passage, "copy.mid")])).toEqual([y, y, x, y]);
  });
});

describe("sidesOf by family", () => {
  it("puts no family on two sides, in the default collection", async () => {
    const { melodies } = await readCorpus();
    const families = familiesOf(melodies);
    const sides = sidesOf(melodies, "family");
    for (const family of new Set(families)) {
      expect(new Set(sides.filter((_, i) => families[i] === family)).size).toBe(1);
    }
    expect(new Set(sides)).toEqual(new Set(["train", "validation", "test"]));
    // By tune, one held-back song stands whole, in another key, in a training song.
    const at = (name: string) => melodies.findIndex(({ file }) => file.endsWith(`/${name}.mid`));
    const byTune = sidesOf(melodies);
    expect([byTune[at("GameOver")], byTune[at("LeftAlone")]]).toEqual(["test", "train"]);
    expect(families[at("GameOver")]).toBe(families[at("LeftAlone")]);
  });

  it("is what a preset may ask for; the presets do not", async () => {
    const { melodies } = await readCorpus();
    const sideOf = (split?: "family") => {
      const { songs } = makeDataset(melodies, { ...presets.quick, songs: null, split });
      return new Map(songs.map((song) => [song.file, song.split]));
    };
    const [plain, family] = [sideOf(), sideOf("family")];
    expect([...plain].filter(([file, side]) => family.get(file) !== side).length).toBeGreaterThan(0);
    for (const preset of Object.values(presets)) expect(preset.split).toBeUndefined();
  });
});
