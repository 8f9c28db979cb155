import { describe, expect, it } from "vitest";
import {
  defaultFolder,
  Melody,
  type MelodyRuleName,
  melodyRules,
  MidiError,
  parseMidi,
  pickMelody,
  readCorpus,
  readMelody,
} from "../../lib/corpus";
import { aloneShare } from "../../lib/corpus/melody-rules/monophony";
import { type Played, track } from "./played";
import { note, smf } from "./smf";

const names = Object.keys(melodyRules) as MelodyRuleName[];
function melody(rule: MelodyRuleName, tracks: readonly number[][]): Melody {
  const bytes = smf(tracks);
  const picked = pickMelody(parseMidi(bytes, "x.mid"), rule);
  expect(readMelody(bytes, "x.mid", rule)).toEqual(picked);
  return picked;
}
const played = ({ notes }: Melody) => notes.map((n) => [n.pitch, Math.round(n.start * 192), Math.round(n.end * 192)]);

const run = (pitch: number, count: number): Played[] =>
  Array.from({ length: count }, (_, i) => [pitch + (i % 3), i * 10, i * 10 + 8]);
const chords = (count: number): Played[] =>
  run(50, count).flatMap(([p, s, e]) => [4, 0].map((up): Played => [p + up, s, e]));

describe("the rules for the melody", () => {
  it("by name: the surest word, whole words only, then the most notes; without any, the most notes", () => {
    const named = (...tracks: [string, number][]) =>
      melody(
        "name",
        tracks.map(([name, count], c) => track(name, run(60, count), c)),
      ).track;
    expect(named(["Piano", 9], ["Mélodie 2", 2], ["Lead", 8])).toBe("Mélodie 2");
    expect(named(["Lead_Square", 3], ["lead2", 5], ["solo", 9])).toBe("lead2");
    expect(named(["misleading", 5], ["Vocals", 2])).toBe("Vocals");
    expect(named(["Bass", 5], ["Strings", 7])).toBe("Strings");
  });

  it("by monophony: the track with the most notes of those that play one at a time", () => {
    expect(melody("monophony", [track("chords", chords(6)), track("tune", run(60, 5), 1)]).track).toBe("tune");
    expect(melody("monophony", [track("bass", run(30, 3)), track("tune", run(60, 5), 1)]).track).toBe("tune");
    // None plays alone: the one that comes nearest to it.
    const half = track("half", [...run(60, 5), ...run(70, 2)], 1);
    expect(melody("monophony", [track("chords", chords(6)), half]).track).toBe("half");
  });

  it("by pitch height: the highest on average, but not a chime that hardly plays", () => {
    const tracks = [track("bass", run(30, 9)), track("tune", run(60, 5), 1), track("chime", run(100, 2), 2)];
    expect(melody("pitch-height", tracks).track).toBe("tune");
    expect(melody("pitch-height", [...tracks, track("more", run(90, 3), 3)]).track).toBe("more");
  });

  it("skyline: what sounds highest, from all tracks, without drums", () => {
    const sky = melody("skyline", [
      track("low", [
        [40, 0, 100],
        [42, 100, 120],
      ]), // under the tune, except at the end
      track(
        "tune",
        [
          [60, 10, 30],
          [64, 20, 50],
          [62, 30, 40],
          [60, 50, 60],
          [65, 70, 80],
        ],
        1,
      ),
      track("double", [[60, 50, 70]], 2), // in unison: the longer one
      track("drums", [[90, 0, 100]], 9),
    ]);
    expect(sky).toMatchObject({ track: "highest notes", program: 11 });
    expect(played(sky)).toEqual([
      [40, 0, 10],
      [60, 10, 20],
      [64, 20, 50],
      [60, 50, 70],
      [65, 70, 80],
      [42, 100, 120],
    ]);
  });

  it("skyline: a note counts as covered for as long as a higher one sounds, another in between notwithstanding", () => {
    const sky = melody("skyline", [
      track("", [
        [70, 0, 50],
        [80, 10, 20],
        [60, 30, 60],
      ]),
    ]);
    expect(played(sky)).toEqual([
      [70, 0, 10],
      [80, 10, 20],
    ]);
  });

  it("say so where there is no note but percussion, and where there is no such rule", async () => {
    const drums = smf([note(35, 0, 9, 9)]);
    for (const name of names) {
      expect(() => readMelody(drums, "x", name)).toThrow(MidiError);
      expect(() => pickMelody(parseMidi(drums, "x"), name)).toThrow("x: no notes outside percussion");
    }
    const message = 'no rule for the melody called "best"; choose one of most-notes, name, monophony';
    await expect(readCorpus(defaultFolder(), { melody: "best" as MelodyRuleName })).rejects.toThrow(message);
    await expect(readCorpus(defaultFolder(), { melody: "toString" as MelodyRuleName })).rejects.toThrow("no rule");
  });
});

describe("aloneShare", () => {
  it("is the share of the sounding time in which one note sounds", () => {
    const share = (notes: readonly Played[]) =>
      aloneShare(
        Melody.from({
          file: "",
          track: "",
          program: 0,
          notes: notes.map(([pitch, start, end]) => ({ pitch, velocity: 1, start, end })),
        }),
      );
    expect(
      share([
        [60, 0, 2],
        [62, 2, 3],
      ]),
    ).toBe(1); // one after the other
    expect(
      share([
        [60, 0, 2],
        [64, 0, 2],
      ]),
    ).toBe(0);
    expect(
      share([
        [60, 0, 4],
        [64, 3, 5],
        [60, 9, 10],
      ]),
    ).toBeCloseTo(5 / 6, 12); // silence does not count
    expect(
      share([
        [60, 5, 9],
        [64, 6, 7],
        [67, 6, 7],
      ]),
    ).toBeCloseTo(3 / 4, 12);
  });
});
