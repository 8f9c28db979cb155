/** Beside pretty_midi: the default collection, damaged copies of it, and each point in which it reads otherwise. */
import * as fs from "fs";
import * as path from "path";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultFolder } from "../../lib/corpus";
import { listMidiFiles } from "../../lib/corpus/midi-folder";
import { songsUpTo } from "./damage-survey";
import { checkMidi, type Verdict } from "./midi-check";
import { changed, random } from "./mutation";
import { END, note, program, smf, tempo } from "./smf";

const ENDS_ALL = "a note-off ends all sounding notes of its pitch, not the oldest only";
const PROGRAM = "a note belongs to the program at its end, not at its start";
const TEMPO = "only the first track's tempo counts, not that of any track";
const OTHER_TRACK = "of tracks with equally many notes, another";

async function check(files: Iterable<{ name: string; bytes: Uint8Array }>): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await checkMidi(files, (verdict) => verdicts.push(verdict));
  return verdicts;
}

describe("the default collection", () => {
  let verdicts: Verdict[];
  beforeAll(async () => {
    const folder = defaultFolder();
    const names = listMidiFiles(folder).files;
    verdicts = await check(
      names.map((name) => ({ name, bytes: new Uint8Array(fs.readFileSync(path.join(folder, name))) })),
    );
  });

  it("has the same parts, notes, times (1 µs) and melodies, but for these files and reasons", () => {
    const both = verdicts.filter(({ read }) => read === "both");
    expect(both).toHaveLength(99);
    expect(both.filter(({ explained }) => !explained)).toEqual([]);
    expect(Object.fromEntries(both.flatMap(({ name, kinds }) => (kinds!.length > 0 ? [[name, kinds]] : [])))).toEqual({
      "Avgvst/CrossingTheRubicon.mid": [ENDS_ALL],
      "Avgvst/DarkContemplations.mid": [ENDS_ALL],
      "Avgvst/ParadigmShifter.mid": [PROGRAM],
      "Avgvst/PopPunk.mid": [ENDS_ALL],
      "Avgvst/Solitude.mid": [ENDS_ALL],
      "Avgvst/Valentine1.mid": [ENDS_ALL],
      "Avgvst/Valentine2.mid": [OTHER_TRACK],
      "HorrorPen/ItIs.mid": [TEMPO],
      "HorrorPen/SpiritWaltz.mid": [ENDS_ALL, TEMPO],
    });
    expect(both.filter(({ sameMelody }) => sameMelody).length).toBe(93);
  });

  it("has three damaged files that pretty_midi refuses though their music is whole", () => {
    expect(verdicts.filter(({ read }) => read === "ours").map(({ name }) => name)).toEqual([
      "MIDIBadHeaderSMTPE.mid",
      "MIDIBadHeaderTracksNum.mid",
      "MIDIBadTrackLength.mid",
    ]);
    expect(verdicts.filter(({ read }) => read === "theirs")).toEqual([]);
  });
});

describe("damaged files", () => {
  it("that both read have the same notes, or a difference with a name", async () => {
    const below = random(4);
    const songs = songsUpTo(6_000);
    const copies = Array.from({ length: 200 }, (_, round) => {
      const [name, bytes] = songs[round % songs.length];
      return { name: `${name} ${round}`, bytes: changed(bytes, 2, below) };
    });
    const both = (await check(copies)).filter(({ read }) => read === "both");
    expect(both.filter(({ explained }) => !explained)).toEqual([]);
    expect(both.length).toBeGreaterThan(40);
    expect(both.some(({ kinds }) => kinds!.length === 0)).toBe(true);
  });
});

describe("each point in which pretty_midi reads otherwise", () => {
  const off = (pitch: number, wait: number) => [wait, 0x80, pitch, 0];
  const on = (pitch: number, wait: number) => [wait, 0x90, pitch, 64];
  const cases: [kind: string, bytes: Uint8Array][] = [
    [ENDS_ALL, smf([[...on(60, 0), ...on(60, 10), ...off(60, 10), ...off(60, 10)]])],
    [PROGRAM, smf([[...program(1), ...on(60, 0), ...program(2), ...off(60, 10)]])],
    [TEMPO, smf([note(60, 0, 10), [...tempo(0, 250_000), ...note(62, 0, 10)]])],
    [TEMPO, smf([note(60, 0, 10), [...tempo(0, 250_000), ...note(62, 0, 10)]], { format: 2 })],
    ["events after End of Track are played", smf([[...note(60, 0, 10), ...END, ...note(62, 0, 10)]])],
    [
      "a system exclusive message is repeated by running status, instead of the channel event before it",
      smf([[...note(60, 0, 10), ...on(62, 0), 0, 0xf0, 1, 0xf7, 10, 62, 0, ...off(62, 20)]]),
    ],
    [
      "the wait before a meta event of an unknown type is lost",
      smf([[...note(60, 0, 10), 20, 0xff, 0x39, 0, ...note(62, 0, 10)]]),
    ],
    ["a tempo event with more than three bytes counts", smf([[0, 0xff, 0x51, 4, 1, 2, 3, 4, ...note(60, 0, 10)]])],
    [OTHER_TRACK, smf([[...program(5, 1), ...note(60, 0, 10), ...note(70, 0, 9, 1)]])],
  ];

  it("is found by its name in a file that has nothing else", async () => {
    const verdicts = await check(cases.map(([name, bytes]) => ({ name, bytes })));
    for (const [i, [kind]] of cases.entries()) {
      expect(verdicts[i], kind).toMatchObject({ read: "both", kinds: [kind], explained: true });
    }
  });

  it("and nothing is found where they agree", async () => {
    const bytes = smf([[...tempo(0, 300_000), ...note(60, 0, 10)], note(35, 0, 10, 9)]);
    expect(await check([{ name: "same", bytes }])).toMatchObject([
      { read: "both", kinds: [], explained: true, sameMelody: true, notes: 2 },
    ]);
  });
});
