import { describe, expect, it } from "vitest";
import { parseMidi, pickMelody, readMelody, MidiError, type Note } from "../../lib/corpus";
import { END, chunk, note, program, smf, tempo, text } from "./smf";

const tracksOf = (bytes: Uint8Array) => parseMidi(bytes, "song.mid").tracks;
const brief = (notes: readonly Note[]) => notes.map((n) => [n.pitch, n.velocity, n.start, n.end]);

describe("parseMidi", () => {
  it("reads name, program, pitches, velocities and seconds", () => {
    // 96 ticks a quarter, quarters of 0.96 s: a tick is 0.01 s.
    const track = [...text(3, "Lead"), ...tempo(0, 960_000), ...program(73), ...note(60, 0, 50), ...note(64, 25, 100)];
    expect(tracksOf(smf([track]))).toEqual([
      {
        name: "Lead",
        program: 73,
        percussion: false,
        notes: [
          { pitch: 60, velocity: 64, start: 0, end: 0.5 },
          { pitch: 64, velocity: 64, start: 0.75, end: 1.75 },
        ],
      },
    ]);
  });

  it("takes the tempo from whatever track it stands in, for all tracks of a format 1 file", () => {
    const [track] = tracksOf(smf([note(60, 0, 96), tempo(0, 1_000_000)]));
    expect(brief(track.notes)).toEqual([[60, 64, 0, 1]]);
  });

  it("gives each track of a format 2 file its own tempo", () => {
    const slow = [...tempo(0, 1_000_000), ...note(60, 0, 96)];
    const tracks = tracksOf(smf([slow, note(62, 0, 96)], { format: 2 }));
    expect(tracks.map((track) => track.notes[0].end)).toEqual([1, 0.5]);
  });

  it("counts SMPTE frames, and leaves them alone when the tempo changes", () => {
    const track = [...tempo(0, 960_000), ...note(60, 0, 100)];
    const end = (framesPerSecond: number) =>
      tracksOf(smf([track], { division: ((256 - framesPerSecond) << 8) | 40 }))[0].notes[0].end;
    expect(end(25)).toBeCloseTo(100 / (25 * 40), 12);
    expect(end(29)).toBeCloseTo((100 / 40) * (1001 / 30000), 12); // NTSC
  });

  it("takes a format 0 file apart by channel and program, in the order of their first mention", () => {
    const track = [
      ...program(5, 1),
      ...program(9, 0),
      ...note(40, 0, 10, 0),
      ...note(50, 0, 10, 1),
      ...note(35, 0, 10, 9),
    ];
    const tracks = tracksOf(smf([track], { format: 0 }));
    expect(tracks.map((t) => [t.program, t.percussion, t.notes[0].pitch])).toEqual([
      [5, false, 50],
      [9, false, 40],
      [0, true, 35],
    ]);
  });

  it("keeps a note with the program under which it starts", () => {
    const track = [...program(1), 0, 0x90, 60, 64, 10, 0xc0, 2, 10, 0x80, 60, 0, ...note(62, 0, 10)];
    expect(tracksOf(smf([track])).map((t) => [t.program, t.notes.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it("understands running status, note-ons of velocity 0, and events that carry other data", () => {
    const sysex = [0, 0xf0, 3, 0x43, 0x12, 0xf7];
    const escaped = [0, 0xf7, 2, 0xf3, 0x01];
    const track = [
      0,
      0x90,
      60,
      100,
      48,
      60,
      0,
      0,
      62,
      90,
      ...sysex,
      ...escaped,
      0,
      0xe0,
      0,
      64,
      0,
      0xd0,
      3,
      48,
      0x90,
      62,
      0,
    ];
    expect(brief(tracksOf(smf([track]))[0].notes)).toEqual([
      [60, 100, 0, 0.25],
      [62, 90, 0.25, 0.5],
    ]);
  });

  it("reads long waits", () => {
    const track = [0x83, 0x60, 0x90, 60, 64, 0x83, 0x60, 0x80, 60, 0]; // 3 × 128 + 96 = 480 ticks = 5 quarters
    expect(brief(tracksOf(smf([track]))[0].notes)).toEqual([[60, 64, 2.5, 5]]);
  });

  it("ends the oldest of several sounding notes of one pitch", () => {
    const track = [0, 0x90, 60, 10, 48, 60, 20, 48, 60, 0, 48, 60, 0];
    expect(brief(tracksOf(smf([track]))[0].notes)).toEqual([
      [60, 10, 0, 0.5],
      [60, 20, 0.25, 0.75],
    ]);
  });

  it("lets a repeated note end and begin at one tick", () => {
    const track = [0, 0x90, 60, 10, 48, 60, 0, 0, 60, 20, 48, 60, 0];
    expect(brief(tracksOf(smf([track]))[0].notes)).toEqual([
      [60, 10, 0, 0.25],
      [60, 20, 0.25, 0.5],
    ]);
  });

  it("leaves out notes without end and without length, and note-offs without a note", () => {
    const track = [0, 0x80, 60, 0, 0, 0x90, 61, 64, 0, 0x80, 61, 0, 0, 0x90, 62, 64, ...note(63, 10, 10)];
    // A second MIDI track must not end the first one's note.
    expect(tracksOf(smf([track, [10, 0x80, 62, 0]])).map((t) => t.notes.map((n) => n.pitch))).toEqual([[63]]);
  });

  it("keeps chords, sorted by start and then pitch", () => {
    const track = [0, 0x90, 67, 1, 0, 60, 2, 0, 64, 3, 10, 67, 0, 0, 60, 0, 0, 64, 0];
    expect(tracksOf(smf([track]))[0].notes.map((n) => n.pitch)).toEqual([60, 64, 67]);
  });

  it("reads names in UTF-8 or else Latin-1, without padding; takes the first of several", () => {
    const named = (bytes: string | number[]) =>
      tracksOf(smf([[...text(3, bytes), ...text(3, "later"), ...note(60, 0, 9)]]))[0].name;
    expect(named("Geige 🎻")).toBe("Geige 🎻");
    expect(named([0x46, 0x6c, 0xf6, 0x74, 0x65, 0x20, 0])).toBe("Flöte");
    expect(named("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
  });

  it("unwraps RIFF (RMID)", () => {
    const inner = [...smf([note(60, 0, 48)])];
    const le = (n: number) => [n & 255, (n >> 8) & 255, 0, 0];
    const riff = (...chunks: number[][]) => {
      const body = [...Buffer.from("RMID"), ...chunks.flat()];
      return Uint8Array.from([...Buffer.from("RIFF"), ...le(body.length), ...body]);
    };
    const info = [...Buffer.from("LIST"), ...le(3), 1, 2, 3, 0];
    const data = [...Buffer.from("data"), ...le(inner.length), ...inner];
    expect(tracksOf(riff(info, data))).toEqual(tracksOf(Uint8Array.from(inner)));
    expect(() => tracksOf(riff(info))).toThrow("not a MIDI file");
  });

  it("skips chunks of other kinds, and bytes after the last track", () => {
    const plain = [...smf([note(60, 0, 48)])];
    const foreign = [...plain.slice(0, 14), ...chunk("XFIH", [1, 2, 3]), ...plain.slice(14), 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(tracksOf(Uint8Array.from(foreign))).toEqual(tracksOf(Uint8Array.from(plain)));
  });

  it("gives a reason for each kind of damage", () => {
    const header = (division = 96, tracks = 1) => chunk("MThd", [0, 1, 0, tracks, division >> 8, division & 255]);
    const track = (events: number[], length?: number) => chunk("MTrk", events, length);
    const good = [...note(60, 0, 48), ...END];
    const cases: [string, number[]][] = [
      ["empty file", []],
      ["not a MIDI file (no MThd header)", [...Buffer.from("once upon a time")]],
      ["not a MIDI file (no MThd header)", [0x4d]],
      ["ends in the middle of the header", header().slice(0, 13)],
      ["damaged header (a time division of 0)", [...header(0), ...track(good)]],
      ["damaged header (a time division of 0)", [...header(0xe700), ...track(good)]],
      ["no track found (no MTrk chunk where the header says)", header()],
      ["no track found (no MTrk chunk where the header says)", [...header(), ...chunk("mTrk", good)]],
      ["ends in the middle of track 1", [...header(), ...track(good.slice(0, 6), good.length)]],
      ["ends in the middle of track 1", [...header(), ...track(note(60, 0, 48), 100)]],
      ["ends in the middle of track 2", [...header(96, 2), ...track(good), ...track(good, 12).slice(0, 7)]],
      ["ends in the middle of track 2", [...header(96, 2), ...track(good), ...track(good.slice(0, 10), 12)]],
      ["damaged data after track 1", [...header(96, 2), ...track(good), 0, 0, 0, 0, 0, 0, 0, 0, 0]],
      ["damaged data after track 1", [...header(96, 2), ...track(good), ...chunk("XFIH", [1, 2], 3)]],
      ["damaged data in track 1", [...header(), ...track([0, 60, 64, ...END])]], // running status, but no status yet
      ["damaged data in track 1", [...header(), ...track([0, 0x90, 60, 200, ...END])]],
      ["damaged data in track 1", [...header(), ...track([0, 0xf4, ...END])]],
      ["damaged data in track 1", [...header(), ...track([0x80, 0x80, 0x80, 0x80, 0, 0x90, 60, 64, ...END])]],
      ["damaged data in track 1", [...header(), ...track([0, 0x90, 60])]], // the event reaches beyond the track
      ["damaged data in track 1", [...header(), ...track([0, 0xff, 1, 90, 65])]],
    ];
    for (const [reason, bytes] of cases) {
      const error = failure(() => parseMidi(Uint8Array.from(bytes), "a/b.mid"));
      expect(error, `${reason}: [${bytes}]`).toBeInstanceOf(MidiError);
      expect(error).toMatchObject({ file: "a/b.mid", reason, message: `a/b.mid: ${reason}` });
    }
  });

  it("reads on where only lengths and counts are wrong but the music is whole", () => {
    const good = [...note(60, 0, 48), ...END];
    const header = chunk("MThd", [0, 3, 0, 9, 0, 96]); // no such format, not so many tracks
    const tracks = tracksOf(Uint8Array.from([...header, ...chunk("MTrk", good, 60_000)]));
    expect(brief(tracks[0].notes)).toEqual([[60, 64, 0, 0.25]]);
  });

  it("ignores a tempo of 0, which would stop time", () => {
    expect(tracksOf(smf([[...tempo(0, 0), ...note(60, 0, 96)]]))[0].notes[0].end).toBe(0.5);
  });
});

describe("pickMelody and readMelody", () => {
  const both = (bytes: Uint8Array) => {
    const picked = pickMelody(parseMidi(bytes, "x.mid"));
    expect(readMelody(bytes, "x.mid")).toEqual(picked);
    return picked;
  };
  const many = (pitch: number, times: number, channel: number) =>
    Array(times)
      .fill(note(pitch, 1, 5, channel))
      .flat();

  it("pick the track with the most notes", () => {
    const melody = both(
      smf([
        [...text(3, "bass"), ...many(40, 2, 0)],
        [...text(3, "lead"), ...program(80, 1), ...many(70, 3, 1)],
      ]),
    );
    expect(melody).toMatchObject({ file: "x.mid", track: "lead", program: 80 });
    expect(melody.notes.map((n) => n.pitch)).toEqual([70, 70, 70]);
  });

  it("pass over percussion, however many notes it has", () => {
    expect(both(smf([many(35, 9, 9), many(60, 1, 3)])).notes).toHaveLength(1);
  });

  it("pick the first of several with as many", () => {
    expect(both(smf([many(40, 2, 0), many(70, 2, 1)])).notes[0].pitch).toBe(40);
  });

  it("count only notes that can be heard", () => {
    const silent = Array(5)
      .fill(note(30, 1, 0, 0))
      .flat();
    expect(both(smf([silent, many(70, 2, 1)])).notes[0].pitch).toBe(70);
  });

  it("say so where there is nothing but percussion, or nothing at all", () => {
    for (const track of [many(35, 3, 9), []]) {
      const bytes = smf([track]);
      for (const read of [() => readMelody(bytes, "x.mid"), () => pickMelody(parseMidi(bytes, "x.mid"))]) {
        expect(failure(read)).toMatchObject({ reason: "no notes outside percussion" });
      }
    }
  });
});

function failure(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
