import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { compareRules, type MelodyRuleName, melodyRules, readCorpus } from "../../lib/corpus";
import { note, smf } from "./smf";
import { type Played, track } from "./played";

const names = Object.keys(melodyRules) as MelodyRuleName[];

describe("the rules for the melody over a collection", () => {
  // Files that pretty_midi reads with other notes or times: see check-midi.test.ts.
  const others =
    /ItIs|SpiritWaltz|CrossingTheRubicon|DarkContemplations|PopPunk|Solitude|Valentine1|KunioShuffle|MIDIBad/;

  it("the skyline is that of the definition, computed by pretty_midi and numpy", async () => {
    const corpus = await readCorpus(undefined, { melody: "skyline" });
    const compared = corpus.melodies.filter(({ file }) => !others.test(file));
    expect(compared).toHaveLength(89);
    const pathOf = (file: string) => path.join(corpus.folder, file);
    const out = execFileSync(
      path.join(".venv", "bin", "python"),
      [path.join("test", "corpus", "skyline_reference.py")],
      { input: JSON.stringify(compared.map(({ file }) => pathOf(file))), maxBuffer: 2 ** 28 },
    );
    const reference = JSON.parse(out.toString()) as Record<string, Played[]>;
    for (const { file, notes } of compared) {
      const theirs = reference[pathOf(file)];
      expect(
        notes.map(({ pitch }) => pitch),
        file,
      ).toEqual(theirs.map(([pitch]) => pitch));
      const apart = notes.map((n, i) => Math.max(Math.abs(n.start - theirs[i][1]), Math.abs(n.end - theirs[i][2])));
      expect(
        apart.reduce((a, b) => Math.max(a, b), 0),
        file,
      ).toBeLessThan(1e-6);
    }
  });

  it("every rule's comparison counts what its melodies are", async () => {
    const rows = await compareRules();
    expect(rows.map(({ rule }) => rule)).toEqual(names);
    for (const { rule, notes, same, common, meanPitch, low, chords: inChords } of rows) {
      const { melodies, ...read } = await readCorpus(undefined, { melody: rule });
      expect(read.notes).toBe(notes);
      const all = melodies.flatMap((m) => m.notes);
      expect(meanPitch).toBeCloseTo(all.reduce((sum, { pitch }) => sum + pitch, 0) / notes, 9);
      expect(low).toBeCloseTo(all.filter(({ pitch }) => pitch < 48).length / notes, 12);
      expect(inChords).toBeCloseTo(
        melodies.flatMap((m) => m.notes.filter((n, i, list) => i > 0 && n.start === list[i - 1].start)).length / notes,
        12,
      );
      expect([same[rule], common[rule]]).toEqual([1, 1]);
    }
    const [mostNotes, byName] = rows;
    expect(mostNotes.same.name).toBeCloseTo(93 / 102, 12); // nine tracks called Lead_… have fewer notes than another
    for (const a of rows) {
      for (const b of rows) {
        expect(a.same[b.rule]).toBe(b.same[a.rule]);
        expect(a.common[b.rule] * a.notes).toBeCloseTo(b.common[a.rule] * b.notes, 6);
        expect(a.common[b.rule]).toBeGreaterThanOrEqual(0);
      }
    }
    expect(byName.takes).toContain("named");
  });

  it("compares a song's notes by start and pitch", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rules-"));
    try {
      const tune: Played[] = [
        [70, 0, 10],
        [71, 10, 20],
        [72, 20, 30],
      ];
      const pad: Played[] = [
        [50, 0, 10],
        [54, 0, 10],
        [70, 0, 5],
        [57, 40, 50],
      ];
      fs.writeFileSync(path.join(folder, "a.mid"), smf([track("tune", tune), track("pad", pad, 1)]));
      const rows = await compareRules(folder);
      const [most, sky] = ["most-notes", "skyline"].map((rule) => rows.find((row) => row.rule === rule)!);
      expect(most).toMatchObject({ notes: 4, meanPitch: 57.75, low: 0, chords: 0.5 });
      expect(sky).toMatchObject({ notes: 4, chords: 0 }); // 70, 71, 72 and the pad's 57
      expect(most.common.skyline).toBe(0.5); // 70 at 0, in both tracks, and 57
      expect(most.same).toEqual({ "most-notes": 1, name: 1, monophony: 0, "pitch-height": 0, skyline: 0 });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("looks at files spread over a large collection, and says of how many songs it speaks", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rules-"));
    try {
      for (let i = 0; i < 10; i++) fs.writeFileSync(path.join(folder, `${i}.mid`), smf([note(40 + i, 0, 10)]));
      const [of4, all] = [await compareRules(folder, 4), await compareRules(folder)];
      expect(of4[0]).toMatchObject({ songs: 4, notes: 4, meanPitch: (40 + 43 + 46 + 49) / 4 });
      expect(all[0]).toMatchObject({ songs: 10, meanPitch: 44.5 });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
