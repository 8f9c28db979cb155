/** Damaged files: whatever is broken, the reader comes to an end, with a song or with a reason. */
import * as fs from "fs";
import * as path from "path";
import { describe, expect, it } from "vitest";
import { defaultFolder, MidiError, parseMidi, pickMelody, readMelody } from "../../lib/corpus";
import { songsUpTo, surveyDamage } from "./damage-survey";
import { damages, random } from "./mutation";

const SONGS = ["Avgvst/Lullaby.mid", "Yubatake/Temple.mid", "HorrorPen/SpiritWaltz.mid", "MIDIOkFormat2.mid"];
const songs = SONGS.map((file) => new Uint8Array(fs.readFileSync(path.join(defaultFolder(), file))));

/** Whether the bytes are read; fails when they end in anything but a melody or a reason, or the two readers differ. */
function isRead(bytes: Uint8Array): boolean {
  const [fast, full] = [() => readMelody(bytes, "x"), () => pickMelody(parseMidi(bytes, "x"))].map((read) => {
    try {
      return { melody: read() };
    } catch (error) {
      expect(error).toBeInstanceOf(MidiError);
      expect((error as MidiError).reason).toMatch(/^[a-z][^\n]+$/);
      return { reason: (error as MidiError).reason };
    }
  });
  expect(fast).toEqual(full);
  for (const { pitch, velocity, start, end } of fast.melody?.notes ?? []) {
    const sound =
      pitch >= 0 && pitch < 128 && velocity > 0 && velocity < 128 && start >= 0 && end > start && end < Infinity;
    if (!sound) expect.fail(`a note that cannot be: ${JSON.stringify({ pitch, velocity, start, end })}`);
  }
  return fast.melody !== undefined;
}

describe("a damaged file", () => {
  it("is never read where its end is missing, but for a cut between two tracks", () => {
    for (const song of songs) {
      expect(isRead(song)).toBe(true);
      const borders = new Set<number>();
      for (let at = 14; at < song.length; ) {
        at += 8 + new DataView(song.buffer, song.byteOffset).getUint32(at + 4);
        borders.add(at);
      }
      const step = Math.max(1, Math.floor(song.length / 300));
      const cuts = [...Array(40).keys(), ...Array.from({ length: 300 }, (_, i) => 40 + i * step)];
      for (const cut of cuts.filter((c) => c < song.length && !borders.has(c))) {
        expect(isRead(song.subarray(0, cut)), `cut at ${cut}`).toBe(false);
      }
    }
  });

  it("comes to an end with a melody or a reason, the same whether all its tracks are built or one", () => {
    const below = random(1);
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 1500; round++) {
      const damage = damages[Math.floor(round / songs.length) % damages.length];
      outcomes[isRead(damage(songs[round % songs.length], below)) ? "read" : "refused"]++;
    }
    // Both happen often: the damage reaches deep into the file, and some does not matter.
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
  });

  it("is read or refused for a reason that a person understands, 10,000 times", () => {
    const { files, read, refused, wrong } = surveyDamage(songsUpTo(20_000), 10_000);
    expect(wrong).toEqual([]);
    expect(read + [...refused.values()].reduce((sum, times) => sum + times, 0)).toBe(files);
    expect(files).toBe(10_000);
    expect(read).toBeGreaterThan(1000);
    expect(refused.size).toBeGreaterThan(5);
  });
});
