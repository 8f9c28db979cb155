import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, describe, expect, it } from "vitest";
import type { Note } from "../../../lib/corpus";
import {
  capture,
  PEAK,
  playerHtml,
  renderSound,
  SAMPLE_RATE,
  saveMp3,
  saveSound,
  showSound,
  showSounds,
  toMp3,
} from "../../../lib/display";
import { soundBankPath } from "../../../lib/display/music/sound-bank";
import { EVIL, parseHtml } from "../svg";

const note = (pitch: number, start: number, end: number, velocity = 90): Note => ({ pitch, start, end, velocity });
const peak = (sound: Float32Array): number => sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rms = (sound: Float32Array): number =>
  Math.sqrt(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
const cut = (sound: Float32Array, from: number, to: number): Float32Array =>
  sound.subarray(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));

/** Fundamental frequency in Hz by autocorrelation: the first lag that is nearly as good as the best. */
function frequency(sound: Float32Array, low = 60, high = 1200): number {
  const lags: { lag: number; value: number }[] = [];
  for (let lag = Math.floor(SAMPLE_RATE / high); lag <= SAMPLE_RATE / low; lag++) {
    let value = 0;
    for (let i = 0; i + lag < sound.length; i++) value += sound[i] * sound[i + lag];
    lags.push({ lag, value: value / (sound.length - lag) });
  }
  const best = Math.max(...lags.map(({ value }) => value));
  const i = lags.findIndex(
    ({ value }, at) =>
      at > 0 &&
      at < lags.length - 1 &&
      value > 0.9 * best &&
      value >= lags[at - 1].value &&
      value >= lags[at + 1].value,
  );
  // A parabola through the peak, for lags between whole samples.
  const [a, b, c] = [lags[i - 1].value, lags[i].value, lags[i + 1].value];
  return SAMPLE_RATE / (lags[i].lag + (a - c) / (2 * (a - 2 * b + c)));
}
const cents = (hz: number, pitch: number): number => Math.abs(1200 * Math.log2(hz / (440 * 2 ** ((pitch - 69) / 12))));

describe("renderSound", () => {
  it.each([
    [69, 0],
    [60, 73],
    [45, 33],
    [76, 40],
  ])("plays pitch %i on instrument %i at its frequency", async (pitch, program) => {
    const sound = await renderSound([note(pitch, 0, 1)], { program });
    expect(cents(frequency(cut(sound, 0.3, 0.6)), pitch)).toBeLessThan(25);
  });

  it.each([0, 24, 40, 56, 73, 80, 127])("is loud and does not clip with instrument %i", async (program) => {
    const sound = await renderSound(
      Array.from({ length: 12 }, (_, i) => note(60 + ((i * 5) % 13), i / 4, i / 4 + 0.24, 20)),
      { program },
    );
    expect(peak(sound)).toBeCloseTo(PEAK, 5);
    // −26 dB under full scale or louder, soft as the notes are.
    expect(rms(cut(sound, 0, 3))).toBeGreaterThan(0.05);
  });

  it("places notes in time, loud notes louder than soft ones, and leaves rests quiet", async () => {
    const sound = await renderSound([note(60, 5, 5.3, 120), note(72, 7, 7.3, 40)], { program: 80 });
    const [first, rest, second] = [cut(sound, 0, 0.3), cut(sound, 1.2, 1.9), cut(sound, 2, 2.3)].map(rms);
    expect(rest).toBeLessThan(first / 50);
    expect(rest).toBeLessThan(second / 10);
    expect(second).toBeLessThan(first / 2);
    expect(cents(frequency(cut(sound, 2.05, 2.25)), 72)).toBeLessThan(25);
  });

  it("lasts as long as the notes and their ringing, at most the given seconds, and fades out", async () => {
    expect((await renderSound([note(60, 0, 2)])).length / SAMPLE_RATE).toBeCloseTo(3.2, 2);
    const long = await renderSound(
      Array.from({ length: 60 }, (_, i) => note(60, i, i + 1)),
      { seconds: 6, program: 19 },
    );
    expect(long.length / SAMPLE_RATE).toBe(6);
    expect(rms(cut(long, 5.95, 6))).toBeLessThan(rms(cut(long, 4, 4.9)) / 10);
  });

  it("gives the same samples again", async () => {
    const notes = [note(60, 0, 0.4), note(64, 0.2, 0.6)];
    expect(await renderSound(notes)).toEqual(await renderSound(notes));
  });

  it("refuses what it cannot play", async () => {
    await expect(renderSound([])).rejects.toThrow(/at least one/);
    await expect(renderSound([note(60, 0, 1)], { program: 128 })).rejects.toThrow(/0-127/);
    await expect(renderSound([note(60, 0, 1)], { seconds: 0 })).rejects.toThrow(/seconds/);
  });
});

describe("the sound bank", () => {
  it("is found in .venv, and its absence says what to do", () => {
    expect(fs.statSync(soundBankPath()).size).toBeGreaterThan(5e6);
    expect(() => soundBankPath(os.tmpdir())).toThrow(/npm start/);
  });
});

describe("MP3", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sound-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** Seconds of an MP3, by counting its frames: MPEG 2 layer III, 32 kbit/s, 22,050 Hz, mono, 576 samples each. */
  function seconds(mp3: Uint8Array): number {
    let frames = 0;
    for (let at = 0; at + 4 <= mp3.length; frames++) {
      expect(mp3[at]).toBe(0xff);
      expect(mp3[at + 1] & 0xfe).toBe(0xf2);
      expect(mp3[at + 2] & 0xfc).toBe(0x40);
      expect(mp3[at + 3] >> 6).toBe(3);
      at += Math.floor((72 * 32_000) / 22_050) + ((mp3[at + 2] >> 1) & 1);
    }
    return (frames * 576) / 22_050;
  }

  it("has the sound's length and little size", async () => {
    const mp3 = await toMp3([note(60, 0, 3)]);
    expect(seconds(mp3)).toBeGreaterThan(4.2);
    expect(seconds(mp3)).toBeLessThan(4.35);
    expect(mp3.length).toBeLessThan(18_000);
  });

  it("is saved as a file, its folder made", async () => {
    const file = path.join(folder, "a", "b.mp3");
    await saveMp3(file, [note(60, 0, 1)], { program: 40 });
    expect(new Uint8Array(fs.readFileSync(file))).toEqual(
      new Uint8Array(await toMp3([note(60, 0, 1)], { program: 40 })),
    );
  });

  it("is saved beside a MIDI file", async () => {
    await saveSound(path.join(folder, "epoch-0001.mid"), [note(60, 0, 1)]);
    const saved = fs.readFileSync(path.join(folder, "epoch-0001.mp3"));
    expect(new Uint8Array(saved)).toEqual(new Uint8Array(await toMp3([note(60, 0, 1)])));
  });

  it("is carried by the player, with the title as text", async () => {
    const page = parseHtml(await playerHtml({ notes: [note(60, 0, 1)], title: EVIL }));
    const audio = page.querySelector("audio")!;
    expect(page.querySelectorAll("img, script")).toHaveLength(0);
    expect(page.querySelector("figcaption")!.textContent).toBe(EVIL);
    expect(audio.getAttribute("aria-label")).toBe(EVIL);
    expect(audio.hasAttribute("controls")).toBe(true);
    const [head, data] = audio.src.split(",");
    expect(head).toBe("data:audio/mpeg;base64");
    expect(new Uint8Array(Buffer.from(data, "base64"))).toEqual(new Uint8Array(await toMp3([note(60, 0, 1)])));
  });

  it("is shown side by side", async () => {
    const outputs = await capture(async () => {
      await showSounds([
        { notes: [note(60, 0, 1)], title: "before" },
        { notes: [note(61, 0, 1)], title: "after" },
      ]);
      await showSound([note(60, 0, 1)], { title: "one" });
    });
    const titles = outputs.map(({ data }) =>
      Array.from(
        parseHtml(data["text/html"] as string).querySelectorAll("figcaption"),
        (caption) => caption.textContent,
      ),
    );
    expect(titles).toEqual([["before", "after"], ["one"]]);
    expect(outputs[0].data["text/plain"]).toBe("♪ before\n♪ after");
  });
});
