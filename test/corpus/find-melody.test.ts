import { describe, expect, it } from "vitest";
import { findMelody, Melody, type Corpus } from "../../lib/corpus";

const melody = (file: string) => Melody.from({ file, track: "", program: 0, notes: [] });
const corpus: Corpus = {
  folder: "/",
  files: 3,
  notes: 0,
  skipped: [],
  cache: null,
  melodies: ["a/One.mid", "b/Town.mid", "c/town.mid"].map(melody),
};

describe("findMelody", () => {
  it("takes the first file with the name in its path, whatever the case", () => {
    expect(findMelody(corpus, "TOWN").file).toBe("b/Town.mid");
  });
  it("takes the first melody where no file has the name", () => {
    expect(findMelody(corpus, "elsewhere").file).toBe("a/One.mid");
  });
});
