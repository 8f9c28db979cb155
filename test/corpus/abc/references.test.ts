/** Every 37th tune of the folk collection beside what music21 reads in it (music21_reference.py). */
import { createHash } from "crypto";
import * as fs from "fs";
import * as path from "path";
import { beforeAll, describe, expect, it } from "vitest";
import { collectionFolder, readCorpus, type Corpus, type Melody } from "../../../lib/corpus";
import { ensureCollection } from "../../../setup/collections.mjs";

type Row = [tune: string, notes: number, pitches: string, lengths: string];
const reference: Row[] = JSON.parse(fs.readFileSync(path.join(__dirname, "music21-reference.json"), "utf8"));

/** Where the two differ music21 is wrong, as far as the standard says what is right; each was looked at. */
const differences: Record<string, string[]> = {
  "an accidental holds until the bar line": [
    "airdsAirs/book4.abc#0630",
    "airdsAirs/book4.abc#0704",
    "airdsAirs/book6.abc#1111",
    "oneills1850/0701-0720.abc#704",
    "oneills1850/1001-1031.abc#1009",
    "oneills1850/1116-1135_mh.abc#1119",
    "oneills1850/1136-1175.abc#1136",
    "oneills1850/1710-1750.abc#1740",
    "ryansMammoth/AspinwallHornpipe.abc#1",
    "ryansMammoth/LadyGardnersReel.abc#1",
    "ryansMammoth/SwallowsTailThe.abc#1",
  ],
  "a broken rhythm reaches over a slur's bracket, a grace note or a dot": [
    "airdsAirs/book2.abc#0260",
    "airdsAirs/book3.abc#0556",
    "oneills1850/0401-0486.abc#486",
    "ryansMammoth/BernadosFavoriteLancashireClog.abc#1",
    "ryansMammoth/PaddyThePiperReel.abc#1",
  ],
  'H is a fermata, and ">" in quotes is a remark: the note after is one like others': [
    "airdsAirs/book3.abc#0593",
    "airdsAirs/book5.abc#0926",
    "airdsAirs/book5.abc#0963",
    "oneills1850/0101-0200.abc#190",
    "oneills1850/0351-0400.abc#375",
    "oneills1850/0550-0625.abc#598",
    "oneills1850/0811-0899.abc#862",
  ],
  "a dash between different pitches ties nothing": [
    "oneills1850/0001-0050.abc#5",
    "oneills1850/0001-0050.abc#42",
    "oneills1850/1625-1700.abc#1700",
  ],
  "a note may stand right before ::": ["airdsAirs/book3.abc#0519"],
  "a voice is one of several": ["airdsAirs/book6.abc#1148", "miscFolk/americanfifeopus.abc#8"],
};

let corpus: Corpus;
const root = path.resolve(".");
beforeAll(async () => {
  await ensureCollection(root, "folk");
  corpus = await readCorpus(collectionFolder("folk"));
}, 120_000);

const digest = (values: string[]) => createHash("sha256").update(values.join(" ")).digest("hex").slice(0, 16);

/** As the reference has it: notes that start together are one. */
function rowOf(melody: Melody): Row {
  const groups = new Map<number, { pitches: number[]; length: string }>();
  for (const { pitch, start, end } of melody.notes) {
    const group = groups.get(start) ?? { pitches: [], length: (2 * (end - start)).toFixed(3) };
    group.pitches.push(pitch);
    groups.set(start, group);
  }
  const all = [...groups.values()];
  const pitches = all.map((group) => group.pitches.join("+"));
  return [melody.file, all.length, digest(pitches), digest(all.map(({ length }) => length))];
}

describe("the folk collection", () => {
  it("has 4,433 tunes of 462,220 notes, all of which can be read", () => {
    const { files, melodies, notes, skipped } = corpus;
    expect({ files, tunes: melodies.length, notes, skipped }).toEqual({
      files: 1106,
      tunes: 4433,
      notes: 462_220,
      skipped: [],
    });
  });

  it("has music21's pitches and lengths in 91 of 120 tunes, and in the others what the standard says", () => {
    expect(reference).toHaveLength(120);
    const byName = new Map(corpus.melodies.map((melody) => [melody.file, melody]));
    const differ = reference.filter((row) => String(rowOf(byName.get(row[0])!)) !== String(row)).map(([name]) => name);
    expect(differ.sort()).toEqual(Object.values(differences).flat().sort());
    expect(differ).toHaveLength(29);
  });

  it("leaves the terms of the source beside the tunes", () => {
    expect(fs.readFileSync(path.join(corpus.folder, "license.txt"), "utf8")).toContain("restrictions");
  });
});

describe("a collection that is not there", () => {
  it("is named, with what to do", () => {
    expect(() => collectionFolder("jazz")).toThrow(/npm start -- --collection jazz/);
    expect(() => collectionFolder("../etc")).toThrow(/no collection/);
  });

  it("is refused by the set-up where it is not known", async () => {
    await expect(ensureCollection(root, "jazz")).rejects.toThrow('no collection "jazz" (default, folk, essen)');
    await expect(ensureCollection(root, "default")).resolves.toBeUndefined();
  });
});
