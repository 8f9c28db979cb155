/** Notes → sound, on the CPU and without a browser. */
import type { Note } from "../../corpus";
import { loadSoundBank } from "./sound-bank";

/** Samples per second. Half a CD's: all of the notes' tones, and half the time and bytes. */
export const SAMPLE_RATE = 22_050;

/** Highest level of any sound: −1 dB under full scale, so that the MP3's rounding does not clip. */
export const PEAK = 10 ** (-1 / 20);

/** How much of a melody is heard, in s, unless said otherwise. */
export const SECONDS = 20;

export interface SoundOptions {
  /** General MIDI instrument, 0-127; default 0, the grand piano. */
  program?: number;
  /** At most this much, in s, counted from the first note; default 20. A longer melody is faded out. */
  seconds?: number;
}

/** How long a last note rings on, s. */
const TAIL = 1.2;
const FADE_OUT = 1;

/** Brings the highest level to `PEAK` and fades the last second out, in place. Silence stays silent. */
function level(sound: Float32Array): Float32Array {
  const fade = Math.min(sound.length, FADE_OUT * SAMPLE_RATE);
  for (let i = 0; i < fade; i++) sound[sound.length - 1 - i] *= i / fade;
  let peak = 0;
  for (const sample of sound) peak = Math.max(peak, Math.abs(sample));
  if (peak > 0) for (let i = 0; i < sound.length; i++) sound[i] *= PEAK / peak;
  return sound;
}

/**
 * Renders notes to mono samples in −1…1 at `SAMPLE_RATE`, from the first note on; the peak is −1 dBFS.
 * @throws when there are no notes, or no sound bank.
 */
export async function renderSound(notes: readonly Note[], options: SoundOptions = {}): Promise<Float32Array> {
  if (notes.length === 0) throw new Error("no notes to play; give at least one");
  const seconds = options.seconds ?? SECONDS;
  const program = options.program ?? 0;
  if (!(seconds > 0)) throw new Error(`seconds must be above 0, not ${seconds}`);
  if (!Number.isInteger(program) || program < 0 || program > 127)
    throw new Error(`program must be a whole number of 0-127, not ${program}`);
  const first = notes.reduce((least, note) => Math.min(least, note.start), Infinity);
  const last = notes.reduce((most, note) => Math.max(most, note.end), 0) - first;
  const length = Math.ceil(Math.min(last + TAIL, seconds) * SAMPLE_RATE);
  const sample = (time: number): number => Math.round((time - first) * SAMPLE_RATE);
  const events = notes
    .flatMap((note) => [
      { at: sample(note.start), on: true, note },
      { at: Math.max(sample(note.end), sample(note.start) + 1), on: false, note },
    ])
    .filter((event) => event.at < length)
    .sort((a, b) => a.at - b.at || Number(a.on) - Number(b.on));

  const { synth, bank } = await loadSoundBank();
  const block = 512;
  const processor = new synth.SpessaSynthProcessor(SAMPLE_RATE, {
    maxBufferSize: block,
    eventsEnabled: false,
    effectsEnabled: false,
  });
  await processor.processorInitialized;
  processor.soundBankManager.addSoundBank(bank, "general-midi");
  processor.createMIDIChannel();
  processor.programChange(0, program);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  let at = 0;
  for (const event of [...events, { at: length, on: false, note: undefined }]) {
    for (; at < event.at; at += Math.min(block, event.at - at))
      processor.process(left, right, at, Math.min(block, event.at - at));
    if (event.note && event.on) processor.noteOn(0, event.note.pitch, event.note.velocity);
    else if (event.note) processor.noteOff(0, event.note.pitch);
  }
  for (let i = 0; i < length; i++) left[i] += right[i];
  return level(left);
}
