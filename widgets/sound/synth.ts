/** A small synthesizer of Web Audio's own oscillators: nothing to load. */

import { onVolume, volume } from "./volume";

/** A note to be heard; times in seconds. */
export interface HeardNote {
  /** MIDI pitch, 0–127. */
  pitch: number;
  /** MIDI velocity, 1–127. */
  velocity: number;
  start: number;
  end: number;
}

/** How an instrument sounds. */
export interface Timbre {
  /** Oscillators: the shape of their wave, the multiple of the note's frequency, their level. */
  tones: readonly (readonly [OscillatorType, number, number])[];
  /** Seconds until it is at its loudest. */
  attack: number;
  /** What is left of the loudness while the note is held, 0 to 1, and how fast it falls to that (time constant, s). */
  sustain: number;
  decay: number;
  /** Time constant of the fading after the note's end, in seconds. */
  release: number;
}

/** The one that is heard where nothing else is said. */
export const PLAIN: Timbre = {
  tones: [
    ["triangle", 1, 1],
    ["sine", 2, 0.25],
  ],
  attack: 0.008,
  sustain: 0.55,
  decay: 0.25,
  release: 0.03,
};

/** Equal temperament, A4 (MIDI 69) at 440 Hz. */
export const frequency = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

let shared: AudioContext | undefined;

/** Browsers let a page sound from the first click or key on; so the context is made with the first sound. */
export function audioContext(): AudioContext {
  shared ??= new AudioContext();
  void shared.resume();
  return shared;
}

/** Notes under way together, which fall silent together. */
export class Voices {
  private readonly out: GainNode;
  private readonly context = audioContext();
  private readonly forget: () => void;

  constructor() {
    const limit = this.context.createDynamicsCompressor();
    this.out = this.context.createGain();
    this.out.gain.value = volume();
    this.out.connect(limit).connect(this.context.destination);
    this.forget = onVolume((to) => this.out.gain.setTargetAtTime(to, this.context.currentTime, 0.01));
  }

  /** Lets a note sound; 0 is `at` on the context's clock. */
  play({ pitch, velocity, start, end }: HeardNote, at: number, timbre = PLAIN): void {
    const { context } = this;
    const { tones, attack, sustain, decay, release } = timbre;
    const [from, length] = [at + start, Math.max(0.04, end - start)];
    const envelope = context.createGain();
    const peak = 0.35 * (velocity / 127) ** 1.5;
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(peak, from + attack);
    envelope.gain.setTargetAtTime(sustain * peak, from + attack, decay);
    envelope.gain.setTargetAtTime(0, from + length, release);
    envelope.connect(this.out);
    for (const [type, multiple, level] of tones) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.type = type;
      oscillator.frequency.value = multiple * frequency(pitch);
      gain.gain.value = level;
      oscillator.connect(gain).connect(envelope);
      oscillator.start(from);
      oscillator.stop(from + length + 0.1 + 5 * release);
    }
  }

  /** Within a few milliseconds, without a click. */
  silence(): void {
    this.forget();
    this.out.gain.setTargetAtTime(0, this.context.currentTime, 0.01);
    setTimeout(() => this.out.disconnect(), 100);
  }
}
